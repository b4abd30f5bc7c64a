package io.mailsonde.internal.dns;

import io.mailsonde.internal.Transports;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All UDP sockets of a client, in one pool for each server, under one bound. Confined to the client's event loop. */
final class UdpSockets {
    private static final long SWEEP_SECONDS = 2;

    private final EventLoop loop;
    private final Transports transport;
    private final Unguessable random;
    private final DnsLimits limits;
    private final DnsCounters counters;
    private final Map<InetSocketAddress, UdpPool> pools = new HashMap<>();
    private final Set<UdpPool> starved = new LinkedHashSet<>();
    private final Set<UdpPool> pumping = new LinkedHashSet<>();
    private int open;
    private boolean sweeps;
    private boolean closed;

    UdpSockets(EventLoop loop, Transports transport, Unguessable random, DnsLimits limits, DnsCounters counters) {
        this.loop = loop;
        this.transport = transport;
        this.random = random;
        this.limits = limits;
        this.counters = counters;
    }

    EventLoop loop() {
        return loop;
    }

    Unguessable random() {
        return random;
    }

    DnsCounters counters() {
        return counters;
    }

    UdpPool to(InetSocketAddress server) {
        return pools.computeIfAbsent(server, address -> new UdpPool(this, address, limits.burst()));
    }

    /** Whether some server's questions wait for a socket of another's. */
    boolean isCrowded() {
        return !starved.isEmpty();
    }

    /** Whether the pool may open a socket now; if not, it is pumped when it may. */
    boolean mayOpen(UdpPool pool) {
        // A quarter is left for other servers, however busy this one is.
        if (closed || pool.size() >= Math.max(1, limits.sockets() * 3 / 4)) {
            return false;
        }
        if (open >= limits.sockets()) {
            starved.add(pool);
            boolean yielded = pools.values().stream().anyMatch(UdpPool::yieldOne);
            // A transport that closes at once has made room by now.
            if (!yielded || open >= limits.sockets()) {
                return false;
            }
            starved.remove(pool);
        }
        return true;
    }

    void open(UdpPool pool) {
        open++;
        counters.socket();
        Channel channel = transport.newDatagram();
        channel.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(UdpSocket.BUFFER));
        UdpSocket socket = new UdpSocket(pool, channel, limits.perSocket(), random);
        channel.pipeline().addLast(socket);
        channel.closeFuture().addListener(gone -> closed(pool, socket));
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                pool.notOpened(registered.cause());
                return;
            }
            channel.connect(pool.server()).addListener(connected -> {
                if (connected.isSuccess()) {
                    pool.opened(socket);
                    pumpSoon(pool);
                } else {
                    var unused = channel.close();
                    pool.notOpened(connected.cause());
                }
            });
        });
        sweepLater();
    }

    private void closed(UdpPool pool, UdpSocket socket) {
        open--;
        pool.closed(socket);
        pumpSoon(pool);
        Iterator<UdpPool> first = starved.iterator();
        if (first.hasNext()) {
            UdpPool other = first.next();
            first.remove();
            pumpSoon(other);
        }
    }

    /** Pumps the pool when the events at hand are dealt with: never from inside a listener that is not done yet. */
    void pumpSoon(UdpPool pool) {
        if (!loop.isShuttingDown() && pumping.add(pool)) {
            loop.execute(() -> {
                pumping.remove(pool);
                pool.pump();
            });
        }
    }

    private void sweepLater() {
        if (!sweeps && !closed) {
            sweeps = true;
            var unused = loop.schedule(this::sweep, SWEEP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void sweep() {
        sweeps = false;
        long now = System.nanoTime();
        List.copyOf(pools.values()).forEach(pool -> pool.sweep(now));
        pools.values().removeIf(UdpPool::isEmpty);
        if (!pools.isEmpty()) {
            sweepLater();
        }
    }

    /** Opens nothing more and closes what is open. */
    List<ChannelFuture> close() {
        closed = true;
        List<ChannelFuture> closing = new ArrayList<>();
        for (UdpPool pool : pools.values()) {
            pool.channels().forEach(channel -> closing.add(channel.close()));
        }
        return closing;
    }
}
