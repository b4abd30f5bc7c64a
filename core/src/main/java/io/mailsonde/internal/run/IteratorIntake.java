package io.mailsonde.internal.run;

import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws from a source that can be walked. */
final class IteratorIntake<T extends Target> implements Intake<T> {
    private final TargetSource<T> source;
    private @Nullable Iterator<T> targets;
    private boolean ended;
    private @Nullable Throwable failure;

    IteratorIntake(TargetSource<T> source) {
        this.source = source;
    }

    @Override
    public void open() {
        try {
            targets = Objects.requireNonNull(source.targets(), "no iterator");
        } catch (RuntimeException | Error e) {
            failure = e;
            close();
        }
    }

    @Override
    public @Nullable T poll() {
        Iterator<T> walk = targets;
        try {
            if (walk == null) {
                return null;
            }
            if (walk.hasNext()) {
                return Objects.requireNonNull(walk.next(), "no target");
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        close();
        return null;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        ended = true;
        if (targets instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                failure = failure == null ? e : failure;
            }
        }
        targets = null;
    }
}
