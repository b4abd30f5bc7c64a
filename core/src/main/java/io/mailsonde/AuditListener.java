package io.mailsonde;

import io.mailsonde.check.Implementable;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.BothListeners;
import java.time.Duration;
import java.util.Objects;

/**
 * Progress of runs. Every start has its end, also when a run or a stream is cancelled, the auditor is closed or a probe crashes. The order for each
 * run:
 *
 * <pre>
 * runStarted
 *   lookStarted … looked     for each look, many at a time; none for a look that is taken from another run
 *   judged                   for each check that was examined, on each target
 * runFinished
 * </pre>
 *
 * A look that several runs share is started by one of them and goes on until the last of them has left, which may be after the run that started it has
 * finished. The report has further results, never judged, for checks that nothing was discovered for and for those of a plan that broke.
 *
 * <p>Called on threads of the auditor, so methods have to be quick and safe for use by several threads. What they throw is logged and dropped.
 */
@Implementable
public interface AuditListener {
    /**
     * A run started.
     *
     * @param run a number that no other run of the auditor has
     */
    default void runStarted(long run) {}

    /**
     * A look started.
     *
     * @param look a number that no other look of the auditor has
     * @param probe the probe's id
     * @param target what it looks at
     */
    default void lookStarted(long look, String probe, Target target) {}

    /**
     * A look ended.
     *
     * @param look the look's number
     * @param sighting what came of it
     * @param took how long it took
     */
    default void looked(long look, Sighting<?> sighting, Duration took) {}

    /**
     * A check was judged.
     *
     * @param run the run's number
     * @param result how it ended
     */
    default void judged(long run, CheckResult result) {}

    /**
     * A run is over.
     *
     * @param run the run's number
     * @param report its report
     */
    default void runFinished(long run, Report report) {}

    /**
     * Tells another listener as well, after this one. Neither is kept from anything by what the other throws.
     *
     * @param next the other
     * @return a listener that tells both
     */
    default AuditListener andThen(AuditListener next) {
        return new BothListeners(this, Objects.requireNonNull(next, "next"));
    }
}
