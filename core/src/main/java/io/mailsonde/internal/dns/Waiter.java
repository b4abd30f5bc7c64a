package io.mailsonde.internal.dns;

import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One caller and how long it waits; a lookup may have many. */
final class Waiter {
    final CompletableFuture<Lookup> future = new CompletableFuture<>();
    final Duration within;
    final long since = System.nanoTime();

    @Nullable
    SharedLookup lookup;

    @Nullable
    Future<?> timer;

    Waiter(Duration within) {
        this.within = within;
    }

    void complete(Lookup result) {
        if (timer != null) {
            timer.cancel(false);
        }
        future.complete(result);
    }
}
