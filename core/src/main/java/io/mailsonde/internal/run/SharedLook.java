package io.mailsonde.internal.run;

import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.net.RunBudget;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One look under way, for one run or for several. It goes on until it is over or its last run has left. */
final class SharedLook<T extends Target, O extends Record> {
    private final Shared shared;
    private final Probe<T, O> probe;
    private final T target;
    private final LookWire wire;
    private final CompletableFuture<Sighting<O>> sighting = new CompletableFuture<>();
    private final Consumer<Sighting<O>> keep;
    private int runs = 1;
    private boolean ending;

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
            if (ending) {
                return; // all have left before it began
            }
        }
        shared.listener().lookStarted(probe.id(), target);
        probe.look(target, wire).stage().thenAccept(this::end);
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
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        Sighting<O> made = new Sighting<>(
                probe.id(), target, observed, wire.end(), shared.clock().instant());
        shared.listener().looked(made);
        keep.accept(made);
        sighting.complete(made);
    }
}
