package io.mailsonde.internal.run;

import io.mailsonde.check.Probe;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run may take of what others have seen.
 *
 * @param age how old it may be at most
 * @param ofStream what the other runs of the same stream saw of probes that look anew in every run, if this run is of a stream
 */
record Reuse(Duration age, Optional<SightingStore> ofStream) {
    /** Where to look, and how old a sighting there may be. */
    record From(SightingStore store, Duration age) {}

    static Reuse within(Duration age) {
        return new Reuse(age, Optional.empty());
    }

    Optional<From> of(Probe<?, ?> probe, SightingStore ofAll) {
        boolean everyRun = probe.freshFor().isZero();
        Duration bound = everyRun || age.compareTo(probe.freshFor()) < 0 ? age : probe.freshFor();
        Optional<SightingStore> store = everyRun ? ofStream : Optional.of(ofAll);
        return store.filter(found -> bound.toNanos() > 0).map(found -> new From(found, bound));
    }
}
