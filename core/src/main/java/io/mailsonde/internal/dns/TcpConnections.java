package io.mailsonde.internal.dns;

import io.mailsonde.internal.Transports;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The client's TCP connections, a bounded number at once; the rest wait in order. Confined to the client's event loop. */
final class TcpConnections {
    private final EventLoop loop;
    private final Transports transport;
    private final int most;
    private final DnsCounters counters;
    private final Set<TcpExchange> waiting = new LinkedHashSet<>();
    private final Set<Channel> open = new HashSet<>();
    private boolean closed;

    TcpConnections(EventLoop loop, Transports transport, int most, DnsCounters counters) {
        this.loop = loop;
        this.transport = transport;
        this.most = most;
        this.counters = counters;
    }

    void submit(TcpExchange exchange) {
        waiting.add(exchange);
        pump();
    }

    void cancel(TcpExchange exchange) {
        waiting.remove(exchange);
        exchange.end();
    }

    private void pump() {
        Iterator<TcpExchange> next = waiting.iterator();
        while (open.size() < most && next.hasNext() && !closed) {
            TcpExchange exchange = next.next();
            next.remove();
            dial(exchange);
            next = waiting.iterator();
        }
    }

    private void dial(TcpExchange exchange) {
        Channel channel = transport.newSocket();
        exchange.channel = channel;
        open.add(channel);
        counters.connection();
        channel.pipeline().addLast(exchange);
        channel.closeFuture().addListener(gone -> {
            open.remove(channel);
            pump();
        });
        exchange.listener().dialling();
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                exchange.failed(registered.cause());
            } else if (!exchange.isOver()) {
                channel.connect(exchange.server).addListener(connected -> {
                    if (!connected.isSuccess()) {
                        exchange.failed(connected.cause());
                    }
                });
            }
        });
    }

    /** Dials no more and closes what is open. */
    List<ChannelFuture> close() {
        closed = true;
        waiting.clear();
        List<ChannelFuture> closing = new ArrayList<>();
        List.copyOf(open).forEach(channel -> closing.add(channel.close()));
        return closing;
    }
}
