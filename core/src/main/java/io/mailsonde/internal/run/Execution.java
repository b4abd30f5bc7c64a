package io.mailsonde.internal.run;

import io.mailsonde.CheckResult;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.internal.Durations;
import io.mailsonde.internal.jfr.Flight;
import io.mailsonde.internal.jfr.Flights;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run that goes on: draws targets as there is room, examines them, and puts the report together in the order of the targets. */
final class Execution<T extends Target> implements Going {
    /** A run that is over reports the rest of its targets as not looked at, but not an endless one. */
    private static final int MAX_DRAWN_AFTER_END = 200_000;

    private final Shared shared;
    private final long number;
    private final Plan<T> plan;
    private final TargetSource<T> targets;
    private final Duration within;
    private final RunEyes eyes;
    private final long startNanos;
    private final Instant startInstant;
    private final CompletableFuture<Report> report = new CompletableFuture<>();

    /** How often the loop that draws was asked to go on; only one thread is in it. */
    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicInteger inFlight = new AtomicInteger();
    private final List<Target> roots = new ArrayList<>();
    private final List<List<CheckResult>> results = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private @Nullable Iterator<T> source;
    private Flight<Report> flight = whole -> {};
    private @Nullable ScheduledFuture<?> deadline;
    private boolean exhausted;
    private boolean over;
    private int drawnAfterEnd;

    Execution(Shared shared, long number, Plan<T> plan, TargetSource<T> targets, Duration within, Duration reusing) {
        this.shared = shared;
        this.number = number;
        this.plan = plan;
        this.targets = targets;
        this.within = within;
        this.eyes = new RunEyes(shared, number, within, Reuse.within(reusing));
        this.startNanos = shared.ticker().nanos();
        this.startInstant = shared.clock().instant();
    }

    CompletableFuture<Report> report() {
        return report;
    }

    /** Throws, with nothing begun, if the event loops take no timer any more. */
    void start() {
        String late = "the run's " + Durations.text(within) + " were over";
        deadline = shared.loops()
                .next()
                .schedule(() -> end(Reason.DEADLINE_PASSED, late), within.toMillis(), TimeUnit.MILLISECONDS);
        flight = Flights.run(number);
        shared.listener().runStarted(number);
        CompletableFuture<Report> unused = report.whenComplete((done, thrown) -> {
            if (report.isCancelled()) {
                end(Reason.CANCELLED, "the run was cancelled");
            }
        });
        shared.executor().execute(this::draw);
    }

    @Override
    public void end(Reason reason, String detail) {
        shared.executor().execute(() -> eyes.end(reason, detail));
    }

    private void draw() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            while (inFlight.get() < shared.maxInFlight() && drawOne()) {
                // goes on as long as there is room and something to draw
            }
            if (exhausted && inFlight.get() == 0 && !over) {
                over = true;
                finish();
            }
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean drawOne() {
        T target;
        try {
            if (eyes.ended() && ++drawnAfterEnd > MAX_DRAWN_AFTER_END) {
                throw new IllegalStateException("it had more targets than are reported after the end of a run");
            }
            if (source == null) {
                source = targets.targets();
            }
            if (exhausted || !source.hasNext()) {
                exhausted = true;
                return false;
            }
            target = Objects.requireNonNull(source.next(), "no target");
        } catch (RuntimeException | Error e) {
            exhausted = true;
            synchronized (results) {
                notices.add("after " + roots.size() + " targets no more were drawn: " + e);
            }
            return false;
        }
        int place;
        synchronized (results) {
            place = roots.size();
            roots.add(target);
            results.add(List.of());
        }
        inFlight.incrementAndGet();
        CompletionStage<List<CheckResult>> unused = Examination.of(plan, eyes, target)
                .whenComplete((done, never) -> {
                    synchronized (results) {
                        results.set(place, done);
                    }
                    inFlight.decrementAndGet();
                    draw();
                });
        return true;
    }

    private void finish() {
        Report whole;
        synchronized (results) {
            shared.dns().notice().ifPresent(notices::add);
            whole = new Report(
                    roots,
                    shared.scope().granted(),
                    results.stream().flatMap(List::stream).toList(),
                    eyes.sightings(),
                    notices,
                    startInstant,
                    Duration.ofNanos(shared.ticker().nanos() - startNanos));
        }
        ScheduledFuture<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
        }
        flight.end(whole);
        shared.listener().runFinished(number, whole);
        report.complete(whole);
    }
}
