package io.mailsonde.internal.run;

import io.mailsonde.CheckResult;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.internal.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way through the targets of a stream (Reactive Streams, sections 1 and 3).
 *
 * <p>Everything happens in one loop that one thread at a time is in: reports that are ready are handed over, then as many targets are begun as
 * reports are asked for and as there is room. Whoever changes something asks the loop to go round again.
 */
final class StreamSubscription<T extends Target> implements Flow.Subscription, Going {
    private static final int MOST_ASIDE = 10_000;

    private final Shared shared;
    private final Runs runs;
    private final Plan<T> plan;
    private final TargetStream.Settings settings;
    private final Reuse reuse;
    private final FairIntake<T> targets;
    private final Queue<Report> ready = new ConcurrentLinkedQueue<>();
    private final Set<StreamRun> going = ConcurrentHashMap.newKeySet();
    private final AtomicLong demand = new AtomicLong();

    /** How often the loop was asked to go round; it is held until the subscriber knows its subscription (1.3). */
    private final AtomicInteger asked = new AtomicInteger(1);

    private volatile boolean cancelled;
    private volatile @Nullable Throwable misuse;
    private volatile @Nullable String closed;
    private Flow.@Nullable Subscriber<? super Report> subscriber;
    private int begun;

    StreamSubscription(
            Shared shared,
            Runs runs,
            Plan<T> plan,
            Function<Runnable, Intake<T>> targets,
            TargetStream.Settings settings,
            Flow.Subscriber<? super Report> subscriber) {
        this.shared = shared;
        this.runs = runs;
        this.plan = plan;
        this.settings = settings;
        this.subscriber = subscriber;
        this.reuse = new Reuse(
                settings.reusing(),
                Optional.of(new SightingStore(shared.ticker(), shared.store().capacity())));
        this.targets =
                new FairIntake<>(targets.apply(this::goRound), shared.limits().perNetwork(), MOST_ASIDE);
    }

    void begin() {
        Flow.Subscriber<? super Report> told = subscriber;
        if (!runs.add(this)) {
            closed = "the auditor is closed";
        }
        try {
            if (told != null) {
                told.onSubscribe(this);
            }
        } catch (RuntimeException | Error e) {
            cancelled = true; // 2.13
        }
        shared.executor().execute(() -> {
            targets.open();
            loop();
        });
    }

    @Override
    public void request(long reports) {
        if (reports <= 0) {
            misuse = new IllegalArgumentException(
                    "at least one report is asked for, not " + reports + " (Reactive Streams, 3.9)");
        } else {
            demand.accumulateAndGet(reports, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        }
        goRound();
    }

    @Override
    public void cancel() {
        cancelled = true;
        goRound();
    }

    @Override
    public void end(Reason reason, String detail) {
        closed = detail;
        goRound();
    }

    private void goRound() {
        if (asked.getAndIncrement() == 0) {
            shared.executor().execute(this::loop);
        }
    }

    private void loop() {
        int seen = asked.get();
        do {
            if (subscriber != null) {
                once(subscriber);
            }
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    private void once(Flow.Subscriber<? super Report> to) {
        Throwable wrong = misuse;
        String ending = closed;
        if (cancelled) {
            over();
        } else if (wrong != null) {
            over();
            tell(() -> to.onError(wrong));
        } else {
            if (ending != null) {
                targets.close();
                going.forEach(run -> run.end(Reason.CANCELLED, ending));
            }
            handOver(to);
            beginSome();
            if (targets.ended() && begun == 0 && !cancelled) {
                Optional<Throwable> failure =
                        ending == null ? targets.failure() : Optional.of(new IllegalStateException(ending));
                over();
                tell(() -> failure.ifPresentOrElse(to::onError, to::onComplete));
            }
        }
    }

    /** Lets go of everything, of the subscriber as well (3.13). */
    private void over() {
        subscriber = null;
        runs.remove(this);
        targets.close();
        going.forEach(run -> run.end(Reason.CANCELLED, "the stream was cancelled"));
        ready.clear();
    }

    /** A subscriber that throws has left (2.13). */
    private void tell(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException | Error e) {
            cancelled = true;
            goRound();
        }
    }

    private void handOver(Flow.Subscriber<? super Report> to) {
        while (!cancelled) {
            Report report = ready.poll();
            if (report == null) {
                return;
            }
            begun--;
            demand.getAndUpdate(now -> now == Long.MAX_VALUE ? now : now - 1);
            targets.over(report.roots().get(0));
            tell(() -> to.onNext(report));
        }
    }

    /** Never more than there are reports asked for, so that each can be handed over as soon as it is ready. */
    private void beginSome() {
        while (!cancelled && closed == null && begun < Math.min(settings.maxInFlight(), demand.get())) {
            T target = targets.next();
            if (target == null) {
                return;
            }
            begun++;
            begin(target);
        }
    }

    private void begin(T target) {
        Duration each = settings.each();
        StreamRun run = new StreamRun(shared, runs.nextNumber(), target, each, reuse);
        going.add(run);
        run.begin(each, "the target's " + Durations.text(each) + " were over");
        CompletionStage<List<CheckResult>> unused = Examination.of(plan, run.eyes(), target)
                .whenComplete((results, never) -> {
                    Report report = run.report(results);
                    going.remove(run);
                    ready.add(report);
                    goRound();
                });
    }
}
