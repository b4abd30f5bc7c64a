package io.mailsonde.witness.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, in all and of each address, and turns away those beyond the bounds. */
final class Admission {
    private final Bounds bounds;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    Admission(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Lets a connection in, to be given back with {@link #leave}; false if there are too many. */
    boolean enter(InetAddress address) {
        if (open.incrementAndGet() > bounds.connections()) {
            open.decrementAndGet();
            return false;
        }
        boolean[] entered = new boolean[1];
        byAddress.compute(address, (key, count) -> {
            int before = count == null ? 0 : count;
            entered[0] = before < bounds.perAddress();
            return entered[0] ? Integer.valueOf(before + 1) : count;
        });
        if (!entered[0]) {
            open.decrementAndGet();
        }
        return entered[0];
    }

    void leave(InetAddress address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
