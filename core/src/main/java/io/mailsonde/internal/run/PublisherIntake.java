package io.mailsonde.internal.run;

import io.mailsonde.Target;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Asks a publisher for some targets at a time. */
final class PublisherIntake<T extends Target> implements Intake<T>, Flow.Subscriber<T> {
    private static final int BATCH = 64;

    private final Flow.Publisher<? extends T> publisher;
    private final Runnable wake;
    private final Queue<T> waiting = new ArrayDeque<>(BATCH);
    private Flow.@Nullable Subscription subscription;
    private boolean ended;
    private int asked;
    private @Nullable Throwable failure;

    /** {@code wake} is called whenever {@link #poll} may have more to say. */
    PublisherIntake(Flow.Publisher<? extends T> publisher, Runnable wake) {
        this.publisher = publisher;
        this.wake = wake;
    }

    @Override
    public @Nullable T poll() {
        T next;
        Flow.Subscription more = null;
        synchronized (this) {
            next = waiting.poll();
            if (next != null && --asked == BATCH / 2 && !ended) {
                asked = BATCH;
                more = subscription;
            }
        }
        if (more != null) {
            more.request(BATCH - BATCH / 2);
        }
        return next;
    }

    @Override
    public void open() {
        try {
            publisher.subscribe(this);
        } catch (RuntimeException | Error e) {
            onError(e);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        boolean wanted;
        synchronized (this) {
            wanted = subscription == null && !ended;
            if (wanted) {
                subscription = given;
                asked = BATCH;
            }
        }
        if (wanted) {
            given.request(BATCH);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(T target) {
        Objects.requireNonNull(target, "no target");
        synchronized (this) {
            if (ended) {
                return;
            }
            if (waiting.size() < asked) {
                waiting.add(target);
            } else {
                end(new IllegalStateException("the publisher of targets sent more than it was asked for"));
            }
        }
        wake.run();
    }

    @Override
    public void onError(Throwable thrown) {
        Objects.requireNonNull(thrown, "nothing was thrown");
        end(thrown);
        wake.run();
    }

    @Override
    public void onComplete() {
        end(null);
        wake.run();
    }

    private void end(@Nullable Throwable why) {
        Flow.Subscription over;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            failure = why;
            over = subscription;
        }
        if (over != null) {
            over.cancel();
        }
    }

    @Override
    public synchronized boolean ended() {
        return ended && waiting.isEmpty();
    }

    @Override
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        end(null);
        synchronized (this) {
            waiting.clear();
        }
    }
}
