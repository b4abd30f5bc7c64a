package io.mailsonde.internal.run;

import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.Ticker;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What the runs of an auditor have seen lately, and the looks that they share now. Bounded; evicts what was used least lately. What a peer did is
 * remembered, our own failures are not, and nothing is handed to a probe other than the one that saw it.
 */
public final class SightingStore {
    private record Kept(Probe<?, ?> probe, Sighting<?> sighting, long at) {}

    private record Current(Probe<?, ?> probe, SharedLook<?, ?> look) {}

    private final Ticker ticker;
    private final Map<LookKey, Kept> kept;
    private final Map<LookKey, Current> current = new HashMap<>();

    /**
     * An empty store.
     *
     * @param ticker elapsed time
     * @param capacity the most sightings that are remembered, at least 1
     */
    public SightingStore(Ticker ticker, int capacity) {
        this.ticker = ticker;
        this.kept = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<LookKey, Kept> eldest) {
                return size() > capacity;
            }
        };
    }

    /** A sighting that is young enough. */
    synchronized <T extends Target, O extends Record> Optional<Sighting<O>> fresh(
            Probe<T, O> probe, T target, Duration age) {
        Kept found = kept.get(new LookKey(probe.id(), target));
        if (found == null || found.probe() != probe || ticker.nanos() - found.at() > age.toNanos()) {
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // kept under the probe that saw it
        Sighting<O> sighting = (Sighting<O>) found.sighting();
        return Optional.of(sighting);
    }

    /** The look that is under way, joined; or a new one, which the caller starts. */
    synchronized <T extends Target, O extends Record> SharedLook<T, O> joinOr(
            Probe<T, O> probe, T target, Supplier<SharedLook<T, O>> begin) {
        LookKey key = new LookKey(probe.id(), target);
        Current found = current.get(key);
        if (found != null && found.probe() == probe && found.look().join()) {
            @SuppressWarnings("unchecked") // under way for the probe that began it
            SharedLook<T, O> look = (SharedLook<T, O>) found.look();
            return look;
        }
        SharedLook<T, O> look = begin.get();
        Current mine = new Current(probe, look);
        current.put(key, mine);
        CompletableFuture<Sighting<O>> sighting = look.sighting();
        CompletableFuture<Void> unused = sighting.thenAccept(seen -> over(key, mine, seen));
        return look;
    }

    private synchronized void over(LookKey key, Current mine, Sighting<?> sighting) {
        current.remove(key, mine);
        boolean ours = sighting.observed() instanceof Observed.Missed<?> missed
                && missed.reason().kind() != Reason.Kind.PEER;
        if (!ours) {
            kept.put(key, new Kept(mine.probe(), sighting, ticker.nanos()));
        }
    }
}
