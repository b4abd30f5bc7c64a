package io.mailsonde.internal.run;

import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.Ticker;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the runs of an auditor have seen lately, and the looks that they share now. Bounded; evicts what was used least lately. What a peer did is
 * remembered, our own failures are not, and nothing is handed to a probe other than the one that saw it.
 */
public final class SightingStore {
    private record Kept(Probe<?, ?> probe, Sighting<?> sighting, long at, long weight) {}

    private record Current(Probe<?, ?> probe, SharedLook<?, ?> look, Object token) {}

    private final Ticker ticker;
    private final long capacity;
    private long weight;
    private final Map<LookKey, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<LookKey, Current> current = new HashMap<>();

    /**
     * An empty store.
     *
     * @param ticker elapsed time
     * @param capacity about how many bytes of memory are spent on what is remembered
     */
    public SightingStore(Ticker ticker, long capacity) {
        this.ticker = ticker;
        this.capacity = capacity;
    }

    long capacity() {
        return capacity;
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
        LookKey key = LookKey.of(probe, target);
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
            keep(key, new Kept(probe, sighting, ticker.nanos(), SightingWeight.of(sighting)));
        }
    }

    private void keep(LookKey key, Kept latest) {
        Kept former = kept.put(key, latest);
        weight += latest.weight() - (former == null ? 0 : former.weight());
        Iterator<Kept> eldest = kept.values().iterator();
        while (weight > capacity && eldest.hasNext()) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
