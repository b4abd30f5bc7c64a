package io.mailsonde;

import io.mailsonde.check.Observations;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run came to: plain data that writers print and that can be judged again later.
 *
 * @param roots the targets that the run was asked about, in order
 * @param granted what the owner had allowed
 * @param results how each check ended on each target, in the order of the plan
 * @param sightings everything that was looked at
 * @param notices what concerns the run as a whole, such as a resolver whose DNSSEC cannot be validated
 * @param at when the run started
 * @param took how long it took
 */
public record Report(
        List<Target> roots,
        Set<Consent> granted,
        List<CheckResult> results,
        List<Sighting<?>> sightings,
        List<String> notices,
        Instant at,
        Duration took) {
    /** Copies the lists. */
    public Report {
        roots = List.copyOf(roots);
        granted = Consent.closure(granted);
        results = List.copyOf(results);
        sightings = List.copyOf(sightings);
        notices = List.copyOf(notices);
    }

    /**
     * What it all comes to.
     *
     * @return failed if any check failed; else undecided if any is inconclusive or none passed; else passed
     */
    public Verdict verdict() {
        if (results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Failed)) {
            return Verdict.FAILED;
        }
        boolean decided = results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Passed);
        boolean open = results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Inconclusive);
        return decided && !open ? Verdict.PASSED : Verdict.UNDECIDED;
    }

    /**
     * All findings, notes and suspicions.
     *
     * @return them, in the order of the results
     */
    public List<Finding> findings() {
        return results.stream()
                .flatMap(result -> result.outcome().findings().stream())
                .toList();
    }

    /**
     * What was not decided.
     *
     * @return the results that are inconclusive or skipped
     */
    public List<CheckResult> undecided() {
        return results.stream()
                .filter(result ->
                        result.outcome() instanceof Outcome.Inconclusive || result.outcome() instanceof Outcome.Skipped)
                .toList();
    }

    /**
     * Everything that was seen, to be judged again or stored.
     *
     * @return the observations
     */
    public Observations observations() {
        return Observations.of(this);
    }

    /**
     * The typed facts that one probe saw, where it looked at one target only.
     *
     * @param probe the probe
     * @return what it saw or missed; {@link Reason#NOT_OBSERVED} if it did not look
     * @throws IllegalStateException if it looked at several targets; ask {@link #observations(Probe)} then
     * @param <T> what the probe looks at
     * @param <O> what it observes
     */
    public <T extends Target, O extends Record> Observed<O> observation(Probe<T, O> probe) {
        Map<T, Observed<O>> all = observations(probe);
        if (all.size() > 1) {
            throw new IllegalStateException(
                    probe.id() + " looked at " + all.size() + " targets; ask observations(probe) for all of them");
        }
        return all.values().stream()
                .findFirst()
                .orElseGet(() -> Observed.missed(Reason.NOT_OBSERVED, "no check looked through " + probe.id()));
    }

    /**
     * The typed facts that one probe saw, by target.
     *
     * @param probe the probe
     * @return what it saw or missed of each target, in the order of the sightings
     * @param <T> what the probe looks at
     * @param <O> what it observes
     */
    public <T extends Target, O extends Record> Map<T, Observed<O>> observations(Probe<T, O> probe) {
        Map<T, Observed<O>> all = new LinkedHashMap<>();
        for (Sighting<?> sighting : sightings) {
            if (sighting.probe().equals(probe.id())) {
                all.put(
                        probe.target().cast(sighting.target()),
                        sighting.observed().map(probe.observation()::cast));
            }
        }
        return all;
    }
}
