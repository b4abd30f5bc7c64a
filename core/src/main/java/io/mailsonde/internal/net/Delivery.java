package io.mailsonde.internal.net;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Completes futures where code of probes may run: on the auditor's executor, never on an event loop.
 *
 * @param executor the executor
 */
record Delivery(Executor executor) {
    <V> void complete(CompletableFuture<V> future, V value) {
        run(() -> future.complete(value));
    }

    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException shutDown) {
            // Better told on the wrong thread than left waiting.
            task.run();
        }
    }
}
