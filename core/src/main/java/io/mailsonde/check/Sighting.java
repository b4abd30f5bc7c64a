package io.mailsonde.check;

import io.mailsonde.Target;
import io.mailsonde.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One look with its evidence: the unit that is shared between checks and runs, stored and judged again.
 *
 * @param probe the id of the probe that looked
 * @param target what it looked at
 * @param observed what came of it
 * @param evidence what went over the wire, in order
 * @param at when the look ended
 * @param <O> what the probe observes
 */
public record Sighting<O extends Record>(
        String probe, Target target, Observed<O> observed, List<Evidence> evidence, Instant at) {
    /** Copies the evidence. */
    public Sighting {
        Objects.requireNonNull(probe, "probe");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(at, "at");
        evidence = List.copyOf(evidence);
    }

    /**
     * The same sighting as that of another target that the look answers for as well.
     *
     * @param other which has in common with this target what the probe {@linkplain Probe#common tells targets apart by}
     * @return the sighting
     */
    public Sighting<O> answeringFor(Target other) {
        return other.equals(target) ? this : new Sighting<>(probe, other, observed, evidence, at);
    }
}
