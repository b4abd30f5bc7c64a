package io.mailsonde;

import io.mailsonde.internal.run.TargetStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/**
 * One report for each target of a long list, in the order in which they are ready, with back-pressure: targets are drawn only as reports are
 * asked for and as there is room, so that memory does not grow with the list.
 *
 * <p>Every target that is drawn has one report, whatever happens to it. Each is a run of its own: it has its own deadline, and the budgets of a
 * run; the budgets of addresses and networks are those of the auditor. What one target's look has seen answers for the others of the stream
 * within {@link #reusing}, so that an exchanger which many domains name is visited once.
 *
 * <p>Methods that prepare a stream return another one. It can be subscribed to any number of times, each time from the first target on. Reports
 * are handed over on the auditor's executor, one after the other; a subscriber that takes its time holds the stream up, and nothing else.
 */
public sealed interface ReportStream extends Flow.Publisher<Report> permits TargetStream {
    /**
     * The same stream with another number of targets that are examined at once.
     *
     * @param targets at least 1; that of the auditor unless said otherwise
     * @return the stream
     * @throws IllegalArgumentException if it is less than 1
     */
    ReportStream maxInFlight(int targets);

    /**
     * The same stream with another deadline.
     *
     * @param each the time of one target, from its beginning to its report; positive; 5 minutes unless said otherwise
     * @return the stream
     * @throws IllegalArgumentException if it is zero or negative
     */
    ReportStream within(Duration each);

    /**
     * The same stream with another age of what it may take from looks of this stream and of other runs.
     *
     * @param age how old such a sighting may be at most; zero looks anew for every target; 10 minutes unless said otherwise
     * @return the stream
     * @throws IllegalArgumentException if it is negative
     */
    ReportStream reusing(Duration age);

    /**
     * Begins, and hands over the reports as they are asked for.
     *
     * @param subscriber gets the reports; {@code onComplete} after that of the last target; {@code onError} with what the source of the targets
     *     threw, after the reports of those that were drawn before, or with an {@link IllegalStateException} if the auditor is closed
     */
    @Override
    void subscribe(Flow.Subscriber<? super Report> subscriber);

    /**
     * Begins, and hands every report to a consumer.
     *
     * @param each gets the reports one after the other, on the auditor's executor; if it throws, the stream is cancelled
     * @return how many reports there were, under way; exceptionally what {@link #subscribe} hands to {@code onError}, or what the consumer threw.
     *     Cancelling it cancels the stream.
     */
    CompletableFuture<Long> forEach(Consumer<? super Report> each);
}
