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
import java.util.function.Consumer;

/**
 * What the runs of an auditor have seen lately, and the looks that they share now. Bounded; evicts what was used least lately. What a peer did is
 * remembered, our own failures are not, and nothing is handed to a probe other than the one that saw it.
 */
public final class SightingStore {
    private record Kept(Probe<?, ?> probe, Sighting<?> sighting, long at) {}

    private record Current(Probe<?, ?> probe, SharedLook<?, ?> look, Object token) {}

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

    /** What a run may take: a sighting, or a look that it has joined or has to start. */
    record Taken<T extends Target, O extends Record>(
            Optional<Sighting<O>> sighting, Optional<SharedLook<T, O>> look, boolean toStart) {}

    /** Makes a look that hands its sighting to the store before anybody else gets it. */
    interface Beginning<T extends Target, O extends Record> {
        SharedLook<T, O> begin(Consumer<Sighting<O>> keep);
    }

    /** A sighting that is young enough, else the look that is under way, else a new one: decided in one go, so that no two runs look at once. */
    @SuppressWarnings("unchecked") // kept, or under way, for the very probe that saw it
    synchronized <T extends Target, O extends Record> Taken<T, O> take(
            Probe<T, O> probe, T target, Duration age, Beginning<T, O> beginning) {
        LookKey key = new LookKey(probe.id(), target);
        Kept found = kept.get(key);
        if (found != null && found.probe() == probe && ticker.nanos() - found.at() <= age.toNanos()) {
            return new Taken<>(Optional.of((Sighting<O>) found.sighting()), Optional.empty(), false);
        }
        Current going = current.get(key);
        if (going != null && going.probe() == probe && going.look().join()) {
            return new Taken<>(Optional.empty(), Optional.of((SharedLook<T, O>) going.look()), false);
        }
        Object token = new Object(); // a look that was left by all may end after another has taken its place
        SharedLook<T, O> look = beginning.begin(sighting -> over(key, probe, token, sighting));
        current.put(key, new Current(probe, look, token));
        return new Taken<>(Optional.empty(), Optional.of(look), true);
    }

    private synchronized void over(LookKey key, Probe<?, ?> probe, Object token, Sighting<?> sighting) {
        Current going = current.get(key);
        if (going != null && going.token() == token) {
            current.remove(key);
        }
        boolean ours = sighting.observed() instanceof Observed.Missed<?> missed
                && missed.reason().kind() != Reason.Kind.PEER;
        if (!ours) {
            kept.put(key, new Kept(probe, sighting, ticker.nanos()));
        }
    }
}
