package io.mailsonde.witness.server;

import io.mailsonde.Network;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, in all and of each client, and turns away those beyond the bounds. A client is an IPv4 address or an IPv6 /64, of which one host has all. */
final class Admission {
    private final Bounds bounds;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Network, Integer> byClient = new ConcurrentHashMap<>();

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
        byClient.compute(client(address), (key, count) -> {
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
        byClient.computeIfPresent(client(address), (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        open.decrementAndGet();
    }

    private static Network client(InetAddress address) {
        return Network.around(address, 32, 64);
    }

    int open() {
        return open.get();
    }
}
