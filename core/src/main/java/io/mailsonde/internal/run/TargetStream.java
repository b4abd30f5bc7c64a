package io.mailsonde.internal.run;

import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.ReportStream;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.internal.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A stream of reports on the targets of a source.
 *
 * @param <T> the kind of target
 */
public final class TargetStream<T extends Target> implements ReportStream {
    private static final Duration EACH = Duration.ofMinutes(5);
    private static final Duration REUSING = Duration.ofMinutes(10);

    private final Shared shared;
    private final Runs runs;
    private final Plan<T> plan;
    private final Function<Runnable, Intake<T>> targets;
    private final Settings settings;

    /**
     * How the targets are gone through.
     *
     * @param maxInFlight how many at once
     * @param each the time of one
     * @param reusing how old a sighting may be
     */
    record Settings(int maxInFlight, Duration each, Duration reusing) {}

    private TargetStream(
            Shared shared, Runs runs, Plan<T> plan, Function<Runnable, Intake<T>> targets, Settings settings) {
        this.shared = shared;
        this.runs = runs;
        this.plan = plan;
        this.targets = targets;
        this.settings = settings;
    }

    /**
     * Prepares a stream.
     *
     * @param shared what all runs share
     * @param runs where the stream is registered while it goes on
     * @param plan what to do
     * @param source on what
     * @return the stream
     * @param <T> the kind of target
     */
    public static <T extends Target> TargetStream<T> of(
            Shared shared, Runs runs, Plan<T> plan, TargetSource<T> source) {
        Objects.requireNonNull(source, "source");
        return new TargetStream<>(shared, runs, plan, wake -> new IteratorIntake<>(source), usual(shared));
    }

    /**
     * Prepares a stream.
     *
     * @param shared what all runs share
     * @param runs where the stream is registered while it goes on
     * @param plan what to do
     * @param source on what; subscribed to once for each subscriber
     * @return the stream
     * @param <T> the kind of target
     */
    public static <T extends Target> TargetStream<T> of(
            Shared shared, Runs runs, Plan<T> plan, Flow.Publisher<? extends T> source) {
        Objects.requireNonNull(source, "source");
        return new TargetStream<>(shared, runs, plan, wake -> new PublisherIntake<>(source, wake), usual(shared));
    }

    private static Settings usual(Shared shared) {
        return new Settings(shared.maxInFlight(), EACH, REUSING);
    }

    private TargetStream<T> with(Settings other) {
        return new TargetStream<>(shared, runs, plan, targets, other);
    }

    @Override
    public ReportStream maxInFlight(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one target is in flight, not " + most);
        }
        return with(new Settings(most, settings.each(), settings.reusing()));
    }

    @Override
    public ReportStream within(Duration each) {
        return with(new Settings(settings.maxInFlight(), RunTime.whole(each), settings.reusing()));
    }

    @Override
    public ReportStream reusing(Duration age) {
        return with(new Settings(settings.maxInFlight(), settings.each(), RunTime.age(age)));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Report> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        new StreamSubscription<>(shared, runs, plan, targets, settings, subscriber).begin();
    }

    @Override
    public CompletableFuture<Long> forEach(Consumer<? super Report> each) {
        Collecting collecting = new Collecting(Objects.requireNonNull(each, "each"));
        subscribe(collecting);
        return collecting.count();
    }

    @Override
    public String toString() {
        return "stream of " + plan.allChecks() + ", each target within " + Durations.text(settings.each());
    }
}
