package io.mailsonde.witness.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What comes for a ticket until that ends: the first ones are kept, and the first of all is told on the executor. */
final class Arrivals<T> {
    private final int max;
    private final Executor executor;
    private final CompletableFuture<T> first = new CompletableFuture<>();
    private final List<T> kept = new ArrayList<>();
    private boolean ended;

    /** Keeps {@code max}. */
    Arrivals(int max, Executor executor) {
        this.max = max;
        this.executor = executor;
    }

    /** A stage of its own for each call, so that a caller cancels only that. */
    CompletionStage<T> first() {
        // not copy(): that would turn the cancellation into a failure
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> unused = first.whenComplete((arrived, thrown) -> {
            if (thrown == null) {
                own.complete(arrived);
            } else {
                own.cancel(false);
            }
        });
        return own;
    }

    synchronized List<T> all() {
        return List.copyOf(kept);
    }

    /** Takes another; false after the end. */
    boolean take(T arrived) {
        boolean isFirst;
        synchronized (this) {
            if (ended) {
                return false;
            }
            isFirst = kept.isEmpty();
            if (kept.size() < max) {
                kept.add(arrived);
            }
        }
        if (isFirst) {
            executor.execute(() -> first.complete(arrived));
        }
        return true;
    }

    /** Takes no more; whoever waits for a first one waits no longer. */
    void end() {
        boolean waiting;
        synchronized (this) {
            waiting = !ended && kept.isEmpty();
            ended = true;
        }
        if (waiting) {
            executor.execute(() -> first.cancel(false));
        }
    }
}
