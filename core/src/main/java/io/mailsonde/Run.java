package io.mailsonde;

import io.mailsonde.internal.run.PlanRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One prepared execution of a plan. It can be started once and cancelled at any time; methods that prepare it return another run.
 */
public sealed interface Run permits PlanRun {
    /**
     * The same run, which is over within a time whatever its peers do.
     *
     * @param whole from start to report; positive; 5 minutes unless said otherwise
     * @return the run
     */
    Run within(Duration whole);

    /**
     * The same run, which may take what other runs of this auditor have seen lately, and look together with runs that look now.
     *
     * @param age how old such a sighting may be at most; a run reuses nothing unless this is called
     * @return the run
     */
    Run reusing(Duration age);

    /**
     * Starts. Returns at once.
     *
     * @return the report, completing on the auditor's executor; exceptionally only if the auditor was closed before the start. Cancelling the
     *     future cancels the run.
     * @throws IllegalStateException if it was started before
     */
    CompletableFuture<Report> start();

    /**
     * Starts and waits for the report.
     *
     * @return the report
     * @throws InterruptedException if this thread is interrupted; the run is cancelled then
     * @throws IllegalStateException if it was started before, or on a thread of the event loop, which must not wait
     */
    Report await() throws InterruptedException;

    /**
     * Ends the run: connections are closed, what is not decided yet is {@link Reason#CANCELLED}, and the report comes with what there is. Returns at
     * once; does nothing when the run is over.
     */
    void cancel();
}
