package io.mailsonde;

import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How one check ended on one target.
 *
 * @param check the check's id
 * @param target what was checked
 * @param outcome how it ended
 * @param sightings what it was judged by
 * @param at when the oldest of them was made; {@link Instant#EPOCH} where nothing was looked at
 * @param took from the beginning of the examination to its end; zero where stored observations were judged
 */
public record CheckResult(
        String check, Target target, Outcome outcome, List<Sighting<?>> sightings, Instant at, Duration took) {
    /** Copies the sightings. */
    public CheckResult {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(took, "took");
        sightings = List.copyOf(sightings);
    }

    /**
     * A result whose time is that of its oldest sighting.
     *
     * @param check the check's id
     * @param target what was checked
     * @param outcome how it ended
     * @param sightings what it was judged by
     * @return the result, with no time taken
     */
    public static CheckResult of(String check, Target target, Outcome outcome, List<Sighting<?>> sightings) {
        Instant oldest =
                sightings.stream().map(Sighting::at).min(Instant::compareTo).orElse(Instant.EPOCH);
        return new CheckResult(check, target, outcome, sightings, oldest, Duration.ZERO);
    }

    /**
     * The same result with the time that it took.
     *
     * @param duration from the beginning of the examination to its end
     * @return the result
     */
    public CheckResult took(Duration duration) {
        return new CheckResult(check, target, outcome, sightings, at, duration);
    }

    /**
     * The typed facts that the check was judged by.
     *
     * @param probe how they were looked at
     * @return what was seen or missed: of this result's own target if that was looked at, else of the first one;
     *     {@link Reason#NOT_OBSERVED} if the probe was not used
     * @param <T> what the probe looks at
     * @param <O> what it observes
     */
    public <T extends Target, O extends Record> Observed<O> observation(Probe<T, O> probe) {
        return sightings.stream()
                .filter(sighting -> sighting.probe().equals(probe.id()))
                .min((a, b) -> Boolean.compare(
                        !a.target().text().equals(target.text()),
                        !b.target().text().equals(target.text())))
                .map(sighting -> sighting.observed().map(probe.observation()::cast))
                .orElseGet(() -> Observed.missed(Reason.NOT_OBSERVED, check + " did not look through " + probe.id()));
    }
}
