package io.mailsonde.internal.net;

import io.mailsonde.Limits;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What one run may still ask of each address. Safe for use by many threads. */
public final class RunBudget {
    private final Limits limits;
    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> messages = new ConcurrentHashMap<>();

    RunBudget(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes one connection.
     *
     * @param address where to
     * @return empty if it may be opened; else the limit that is reached
     */
    public Optional<String> connection(InetAddress address) {
        return take(connections, address, limits.perAddressAndRun(), "connection");
    }

    /**
     * Gives a connection back that was never tried.
     *
     * @param address where it would have led
     */
    void giveBack(InetAddress address) {
        connections.computeIfPresent(address, (same, taken) -> taken > 1 ? taken - 1 : null);
    }

    /**
     * Takes one message.
     *
     * @param address where to
     * @return empty if it may be sent; else the limit that is reached
     */
    public Optional<String> message(InetAddress address) {
        return take(messages, address, limits.messagesPerAddressAndRun(), "message");
    }

    private static Optional<String> take(Map<InetAddress, Integer> taken, InetAddress address, int limit, String what) {
        boolean[] given = new boolean[1];
        taken.compute(address, (same, before) -> {
            int count = before == null ? 0 : before;
            given[0] = count < limit;
            return given[0] ? Integer.valueOf(count + 1) : before;
        });
        return given[0]
                ? Optional.empty()
                : Optional.of("the limit of " + limit + " " + what + (limit == 1 ? "" : "s") + " to "
                        + IpAddresses.text(address) + " in one run is reached");
    }
}
