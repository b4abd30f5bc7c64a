package io.mailsonde.internal.run;

import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.jfr.Flight;
import io.mailsonde.internal.jfr.Flights;
import io.mailsonde.internal.net.RunBudget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One look under way, for one run or for several. It goes on until it is over or its last run has left. */
final class SharedLook<T extends Target, O extends Record> {
    private final Shared shared;
    private final Probe<T, O> probe;
    private final T target;
    private final LookWire wire;
    private final CompletableFuture<Sighting<O>> sighting = new CompletableFuture<>();
    private final Consumer<Sighting<O>> keep;
    private Flight<Sighting<?>> flight = made -> {};
    private long number;
    private long startNanos;
    private int runs = 1;
    private Phase phase = Phase.READY;
    private @Nullable Observed<O> early;

    /** How far it is. */
    private enum Phase {
        READY,
        /** The listener is being told of the start, and must not be told of the end before that. */
        ANNOUNCED,
        LOOKING,
        OVER
    }

    /** A look whose sighting is handed to {@code keep} before anybody else gets it, of a run that is over at a time of the ticker. */
    SharedLook(Shared shared, Probe<T, O> probe, T target, RunBudget budget, long until, Consumer<Sighting<O>> keep) {
        this.shared = shared;
        this.probe = probe;
        this.target = target;
        this.keep = keep;
        this.wire = new LookWire(shared, probe.consents(), budget, until);
    }

    /** Starts looking; for the run that made this look. */
    void start() {
        synchronized (this) {
            if (phase != Phase.READY) {
                return; // all have left before it began
            }
            phase = Phase.ANNOUNCED;
        }
        number = shared.lookNumbers().incrementAndGet();
        startNanos = shared.ticker().nanos();
        flight = Flights.look(number, probe.id());
        shared.listener().lookStarted(number, probe.id(), target);
        Observed<O> left;
        synchronized (this) {
            phase = Phase.LOOKING;
            left = early;
        }
        if (left != null) {
            end(left);
            return;
        }
        try {
            probe.look(target, wire).stage().thenAccept(this::end);
        } catch (RuntimeException | Error e) {
            end(Observed.missed(Reason.CHECK_BUG, probe.id() + " failed with " + e));
        }
    }

    /** What comes of it; never completes exceptionally. */
    CompletableFuture<Sighting<O>> sighting() {
        return sighting;
    }

    /** Joins another run; false if the last run has left, so that nobody inherits another run's reason for leaving. */
    synchronized boolean join() {
        if (runs == 0) {
            return false;
        }
        runs++;
        return true;
    }

    /** A run leaves without waiting for the end; the last one ends the look for its own reason. */
    void leave(Reason reason, String detail) {
        boolean last;
        synchronized (this) {
            last = --runs == 0;
        }
        if (last) {
            end(Observed.missed(reason, detail));
        }
    }

    private void end(Observed<O> observed) {
        boolean told;
        synchronized (this) {
            if (phase == Phase.ANNOUNCED) {
                early = observed;
            }
            if (phase == Phase.ANNOUNCED || phase == Phase.OVER) {
                return;
            }
            told = phase == Phase.LOOKING;
            phase = Phase.OVER;
        }
        Sighting<O> made = new Sighting<>(
                probe.id(), target, observed, wire.end(), shared.clock().instant());
        if (told) {
            flight.end(made);
            shared.listener()
                    .looked(number, made, Duration.ofNanos(shared.ticker().nanos() - startNanos));
        }
        keep.accept(made);
        sighting.complete(made);
    }
}
