package io.mailsonde.internal.run;

import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Run;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.internal.Durations;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run of a plan.
 *
 * @param <T> the kind of target
 */
public final class PlanRun<T extends Target> implements Run {
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Shared shared;
    private final Runs runs;
    private final Plan<T> plan;
    private final TargetSource<T> targets;
    private final Duration within;
    private final Duration reusing;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CompletableFuture<Execution<T>> execution = new CompletableFuture<>();

    /**
     * Prepares a run.
     *
     * @param shared what all runs share
     * @param runs where the run is registered while it goes on
     * @param plan what to do
     * @param targets on what
     */
    public PlanRun(Shared shared, Runs runs, Plan<T> plan, TargetSource<T> targets) {
        this(shared, runs, plan, targets, WITHIN, Duration.ZERO);
    }

    private PlanRun(
            Shared shared, Runs runs, Plan<T> plan, TargetSource<T> targets, Duration within, Duration reusing) {
        this.shared = shared;
        this.runs = runs;
        this.plan = plan;
        this.targets = targets;
        this.within = within;
        this.reusing = reusing;
    }

    @Override
    public Run within(Duration whole) {
        return new PlanRun<>(shared, runs, plan, targets, RunTime.whole(whole), reusing);
    }

    @Override
    public Run reusing(Duration age) {
        return new PlanRun<>(shared, runs, plan, targets, within, RunTime.age(age));
    }

    @Override
    public CompletableFuture<Report> start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("this run was started before; make another one");
        }
        Execution<T> begun = new Execution<>(shared, runs.nextNumber(), plan, targets, within, reusing);
        if (!runs.add(begun)) {
            return CompletableFuture.failedFuture(new IllegalStateException("the auditor is closed"));
        }
        CompletableFuture<Report> unused = begun.report().whenComplete((report, thrown) -> runs.remove(begun));
        execution.complete(begun);
        try {
            begun.start();
        } catch (RuntimeException e) {
            runs.remove(begun);
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the run cannot start: the event loops are shut down", e));
        }
        return begun.report();
    }

    @Override
    public Report await() throws InterruptedException {
        for (EventExecutor loop : shared.loops()) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("an event loop must not wait; use start()");
            }
        }
        CompletableFuture<Report> report = start();
        try {
            return report.get();
        } catch (InterruptedException e) {
            cancel();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalStateException closed) {
                throw closed;
            }
            throw new CompletionException(e.getCause());
        } catch (CancellationException e) {
            throw new IllegalStateException("the report's future was cancelled while it was waited for", e);
        }
    }

    @Override
    public void cancel() {
        CompletableFuture<Void> unused =
                execution.thenAccept(begun -> begun.end(Reason.CANCELLED, "the run was cancelled"));
    }

    @Override
    public String toString() {
        return "run of " + plan.allChecks() + " within " + Durations.text(within);
    }
}
