package io.mailsonde.internal.dns;

import io.mailsonde.internal.Transports;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** What carries questions: one event loop with its sockets and connections. */
final class Carrier {
    private final EventLoop loop;
    private final Unguessable random;
    private final DnsCounters counters = new DnsCounters();
    private final UdpSockets udp;
    private final TcpConnections tcp;

    Carrier(DnsConfig config) {
        loop = config.group().next();
        random = new Unguessable(config.random());
        Transports transport = Transports.of(config.group());
        udp = new UdpSockets(loop, transport, random, config.limits(), counters);
        tcp = new TcpConnections(loop, transport, config.limits().connections(), counters);
    }

    EventLoop loop() {
        return loop;
    }

    Unguessable random() {
        return random;
    }

    /** The time that the loop's timers go by, in nanoseconds: the machine's, whatever ticker a test turns. */
    long ticks() {
        return System.nanoTime();
    }

    DnsCounters counters() {
        return counters;
    }

    UdpSockets udp() {
        return udp;
    }

    TcpConnections tcp() {
        return tcp;
    }

    /** Opens nothing more and closes what is open. */
    List<ChannelFuture> close() {
        List<ChannelFuture> closing = new ArrayList<>(udp.close());
        closing.addAll(tcp.close());
        return closing;
    }
}
