package io.mailsonde.testkit.dns;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread for everything that happens later, with a bound on how much may wait for it. */
final class Delays {
    private static final int MAX_PENDING = 65_536;

    private final ScheduledThreadPoolExecutor scheduler;
    private final Problems problems;

    Delays(String threadName, Problems problems) {
        this.problems = problems;
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
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

    boolean awaitClosed(long millis) throws InterruptedException {
        return scheduler.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
