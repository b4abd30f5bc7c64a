package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What becomes of messages once they are taken, one after the other on one thread. */
final class Deliveries {
    private static final int MAX_WAITING = 1000;

    private final ThreadPoolExecutor executor;
    private final Problems problems;
    private volatile @Nullable Thread worker;
    private volatile @Nullable Forwarder forwarding;
    private volatile boolean closed;

    Deliveries(String threadName, Problems problems) {
        this.problems = problems;
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            worker = thread;
            return thread;
        });
    }

    void add(Personality personality, Message message) {
        try {
            personality.receivers().forEach(receiver -> executor.execute(() -> deliver(receiver, message)));
            personality.relays().forEach(relay -> executor.execute(() -> forward(relay, message)));
        } catch (RejectedExecutionException e) {
            if (!closed) {
                problems.add("more than " + MAX_WAITING + " messages wait for their delivery; one is lost");
            }
        }
    }

    private void deliver(Consumer<Message> receiver, Message message) {
        try {
            receiver.accept(message);
        } catch (RuntimeException e) {
            problems.add("a receiver of messages failed", e);
        }
    }

    private void forward(InetSocketAddress relay, Message message) {
        try (Forwarder forwarder = new Forwarder(relay)) {
            forwarding = forwarder;
            if (!closed) {
                forwarder.send(message);
            }
        } catch (IOException e) {
            if (!closed) {
                problems.add("a message was not relayed to " + relay, e);
            }
        } finally {
            forwarding = null;
        }
    }

    /** Waits until all messages that were taken before are delivered. */
    boolean await(Duration within) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try {
            executor.execute(done::countDown);
        } catch (RejectedExecutionException e) {
            return closed;
        }
        return done.await(within.toNanos(), TimeUnit.NANOSECONDS);
    }

    void close() {
        closed = true;
        executor.shutdownNow();
        Forwarder now = forwarding;
        if (now != null) {
            now.close();
        }
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
