package io.mailsonde.internal.dns;

import io.mailsonde.Ticker;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The configured resolvers and what is remembered of them: one that was silent is asked after the others for a while, one that does not
 * understand EDNS is asked without it. Confined to the client's event loop.
 */
final class Servers {
    private static final long SHUNNED_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long PLAIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final List<InetSocketAddress> configured;
    private final Ticker ticker;
    private final Map<InetSocketAddress, Long> silent = new HashMap<>();
    private final Map<InetSocketAddress, Long> plain = new HashMap<>();

    Servers(List<InetSocketAddress> configured, Ticker ticker) {
        this.configured = configured;
        this.ticker = ticker;
    }

    /** The resolvers in the order in which to ask them now. */
    List<InetSocketAddress> order() {
        if (silent.isEmpty()) {
            return configured;
        }
        List<InetSocketAddress> order = new ArrayList<>(configured);
        order.removeIf(server -> recently(silent, server, SHUNNED_NANOS));
        configured.stream().filter(server -> !order.contains(server)).forEach(order::add);
        return order;
    }

    void wasSilent(InetSocketAddress server) {
        remember(silent, server);
    }

    void answered(InetSocketAddress server) {
        silent.remove(server);
    }

    void wantsPlain(InetSocketAddress server) {
        remember(plain, server);
    }

    boolean isPlain(InetSocketAddress server) {
        return recently(plain, server, PLAIN_NANOS);
    }

    private void remember(Map<InetSocketAddress, Long> what, InetSocketAddress server) {
        // Other servers are asked by name and are too many to remember.
        if (configured.contains(server)) {
            what.put(server, ticker.nanos());
        }
    }

    private boolean recently(Map<InetSocketAddress, Long> what, InetSocketAddress server, long nanos) {
        Long since = what.get(server);
        return since != null && ticker.nanos() - since < nanos;
    }
}
