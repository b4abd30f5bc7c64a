package io.mailsonde.internal.dns;

import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A lookup and all who wait for it. Each waits for as long as it said; when the last has gone, the lookup is given up. Confined to the
 * client's event loop.
 */
final class SharedLookup {
    private final EventLoop loop;
    private final Consumer<SharedLookup> over;
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private final Chase chase;
    private boolean ended;

    /**
     * @param begin makes the chase, given what to tell when it ends
     * @param over is told, once, when there is nothing more to wait for
     */
    SharedLookup(EventLoop loop, Function<Consumer<Chase.End>, Chase> begin, Consumer<SharedLookup> over) {
        this.loop = loop;
        this.over = over;
        this.chase = begin.apply(this::ended);
    }

    Chase chase() {
        return chase;
    }

    void join(Waiter waiter) {
        waiter.lookup = this;
        waiters.add(waiter);
        long left = waiter.within.toNanos() - (System.nanoTime() - waiter.since);
        waiter.timer = loop.schedule(() -> timeOut(waiter), left, TimeUnit.NANOSECONDS);
    }

    private void timeOut(Waiter waiter) {
        if (waiters.contains(waiter)) {
            Lookup soFar = chase.soFar(waiter.within);
            leave(waiter);
            waiter.complete(soFar);
        }
    }

    /** The waiter waits no longer. */
    void leave(Waiter waiter) {
        if (waiters.remove(waiter) && waiters.isEmpty()) {
            end();
            chase.cancel();
        }
    }

    private void ended(Chase.End result) {
        end();
        completeAll(result.lookup());
    }

    /** Ends the lookup with a result that is not its own. */
    void abandon(Function<Chase, Lookup> result, boolean loopRuns) {
        Lookup lookup = result.apply(chase);
        end();
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        if (loopRuns) {
            chase.cancel();
            all.forEach(waiter -> waiter.complete(lookup));
        } else {
            all.forEach(waiter -> waiter.future.complete(lookup));
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            over.accept(this);
        }
    }

    private void completeAll(Lookup lookup) {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        all.forEach(waiter -> waiter.complete(lookup));
    }
}
