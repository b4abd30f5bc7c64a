package io.mailsonde.internal.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of an auditor that was not given any. */
public final class WorkThreads {
    private WorkThreads() {}

    /**
     * Starts a pool of daemon threads, one for each processor and two at least.
     *
     * @return the pool, to be shut down
     */
    public static ExecutorService start() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "mailsonde-work");
            thread.setDaemon(true);
            return thread;
        });
    }
}
