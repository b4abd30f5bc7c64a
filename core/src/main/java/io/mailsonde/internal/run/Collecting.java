package io.mailsonde.internal.run;

import io.mailsonde.Report;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands all reports to a consumer, and counts them. */
final class Collecting implements Flow.Subscriber<Report> {
    private final Consumer<? super Report> each;
    private final CompletableFuture<Long> count = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;
    private long taken;

    Collecting(Consumer<? super Report> each) {
        this.each = each;
    }

    CompletableFuture<Long> count() {
        return count;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        CompletableFuture<Long> unused = count.whenComplete((done, thrown) -> {
            if (count.isCancelled()) {
                given.cancel();
            }
        });
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Report report) {
        if (count.isDone()) {
            return;
        }
        try {
            each.accept(report);
            taken++;
        } catch (RuntimeException | Error e) {
            Flow.Subscription going = subscription;
            if (going != null) {
                going.cancel();
            }
            count.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        count.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        count.complete(taken);
    }
}
