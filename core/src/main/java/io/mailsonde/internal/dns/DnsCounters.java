package io.mailsonde.internal.dns;

import java.util.concurrent.atomic.LongAdder;

/** What a client has counted since it was made; read from any thread. */
public final class DnsCounters {
    private final LongAdder datagrams = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder strays = new LongAdder();
    private final LongAdder sockets = new LongAdder();

    DnsCounters() {}

    void datagram() {
        datagrams.increment();
    }

    void connection() {
        connections.increment();
    }

    void stray() {
        strays.increment();
    }

    void socket() {
        sockets.increment();
    }

    /**
     * Questions sent in datagrams.
     *
     * @return how many
     */
    public long datagrams() {
        return datagrams.sum();
    }

    /**
     * Questions asked over TCP.
     *
     * @return how many
     */
    public long connections() {
        return connections.sum();
    }

    /**
     * Datagrams that came in and fitted no question: forged, or too late.
     *
     * @return how many
     */
    public long strays() {
        return strays.sum();
    }

    /**
     * UDP sockets opened, each with a port of its own.
     *
     * @return how many
     */
    public long sockets() {
        return sockets.sum();
    }
}
