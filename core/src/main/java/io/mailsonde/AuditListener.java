package io.mailsonde;

import io.mailsonde.check.Implementable;
import io.mailsonde.check.Sighting;

/**
 * Progress of runs. Every start has its end, in this order for each run:
 *
 * <pre>
 * runStarted
 *   lookStarted … looked     for each look, many at a time; none for a look that is taken from another run
 *   judged                   for each check on each target
 * runFinished
 * </pre>
 *
 * Called on threads of the auditor, so methods have to be quick and safe for use by several threads. What they throw is dropped.
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
     * @param probe the probe's id
     * @param target what it looks at
     */
    default void lookStarted(String probe, Target target) {}

    /**
     * A look ended.
     *
     * @param sighting what came of it
     */
    default void looked(Sighting<?> sighting) {}

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
}
