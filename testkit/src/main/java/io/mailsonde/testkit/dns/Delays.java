package io.mailsonde.testkit.dns;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one thread for everything that happens later, with a bound on how much may wait for it. */
final class Delays {
    private static final int MAX_PENDING = 65_536;

    private final ScheduledThreadPoolExecutor scheduler;
    private final Problems problems;
    private volatile @Nullable Thread worker;

    Delays(String threadName, Problems problems) {
        this.problems = problems;
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            worker = thread;
            return thread;
        });
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void later(Duration by, Runnable task) {
        if (scheduler.getQueue().size() >= MAX_PENDING) {
            problems.add("more than " + MAX_PENDING + " delayed effects; a question stays unanswered");
            return;
        }
        try {
            var unused = scheduler.schedule(() -> guarded(task), by.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!scheduler.isShutdown()) {
                problems.add("a delayed effect was rejected", e);
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            problems.add("a delayed effect failed", e);
        }
    }

    void close() {
        scheduler.shutdownNow();
    }

    /** Waits for the thread itself, which outlives the termination of its pool by a moment. */
    boolean awaitClosed(long millis) throws InterruptedException {
        Thread last = worker;
        if (last != null) {
            last.join(millis);
        }
        return last == null || !last.isAlive();
    }
}
