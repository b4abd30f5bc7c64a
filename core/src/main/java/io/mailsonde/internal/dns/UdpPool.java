package io.mailsonde.internal.dns;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sockets to one server, and the questions that wait for one. Confined to the client's event loop.
 *
 * <p>A socket carries a bounded number of questions, for a bounded number of questions in all and a bounded time; then another, with
 * another port, takes its place.
 */
final class UdpPool {
    private static final long LONGEST_USE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Member(UdpSocket socket, long since) {}

    private final UdpSockets all;
    private final InetSocketAddress server;
    private final SendWindow window;
    private final Set<Flight> waiting = new LinkedHashSet<>();
    private final List<Member> usable = new ArrayList<>();
    private final Set<UdpSocket> retired = new LinkedHashSet<>();
    private int opening;
    private boolean wakes;
    private long usedAt = System.nanoTime();

    UdpPool(UdpSockets all, InetSocketAddress server, int burst) {
        this.all = all;
        this.server = server;
        this.window = new SendWindow(burst);
    }

    InetSocketAddress server() {
        return server;
    }

    DnsCounters counters() {
        return all.counters();
    }

    void submit(Flight flight) {
        waiting.add(flight);
        pump();
    }

    /** The flight's question is not wanted any more. */
    void cancel(Flight flight) {
        if (!waiting.remove(flight) && flight.socket != null) {
            flight.socket.expire(flight);
        }
    }

    /** Sends as many of the waiting as sockets and window allow. */
    void pump() {
        while (!waiting.isEmpty()) {
            long now = System.nanoTime();
            if (!window.isOpen(now)) {
                wakeLater();
                return;
            }
            UdpSocket socket = pick();
            if (socket == null) {
                return;
            }
            Iterator<Flight> first = waiting.iterator();
            Flight flight = first.next();
            first.remove();
            usedAt = now;
            window.sent(flight, now);
            socket.send(flight);
            if (socket.isWorn()) {
                retire(socket);
            }
        }
    }

    private void wakeLater() {
        if (!wakes) {
            wakes = true;
            var unused = all.loop()
                    .schedule(
                            () -> {
                                wakes = false;
                                pump();
                            },
                            SendWindow.MOMENT_NANOS,
                            TimeUnit.NANOSECONDS);
        }
    }

    private @Nullable UdpSocket pick() {
        int count = usable.size();
        if (count > 0) {
            int start = all.random().below(count);
            for (int i = 0; i < count; i++) {
                UdpSocket socket = usable.get((start + i) % count).socket();
                if (!socket.isFull()) {
                    return socket;
                }
            }
        }
        if (opening == 0 && all.mayOpen(this)) {
            opening++;
            all.open(this);
            // A transport that connects at once has called opened() by now.
            return opening == 0 && usable.size() > count ? usable.get(count).socket() : null;
        }
        return null;
    }

    /** A new socket is connected. */
    void opened(UdpSocket socket) {
        opening--;
        usable.add(new Member(socket, System.nanoTime()));
    }

    /** A new socket could not be had: nothing that waits can be sent, unless another socket is in use. */
    void notOpened(Throwable cause) {
        opening--;
        if (usable.isEmpty()) {
            List<Flight> stranded = List.copyOf(waiting);
            waiting.clear();
            stranded.forEach(flight -> flight.listener.unsendable(cause));
        }
    }

    /** The server has answered. */
    void heard() {
        window.heard(System.nanoTime());
    }

    void released(UdpSocket socket, Flight flight) {
        window.done(flight);
        if (socket.isIdle() && (retired.contains(socket) || (waiting.isEmpty() && all.isCrowded()))) {
            close(socket);
        }
        if (!waiting.isEmpty()) {
            all.pumpSoon(this);
        }
    }

    /** Sends nothing more over the socket; it closes when its last question is answered or given up. */
    void retire(UdpSocket socket) {
        if (usable.removeIf(member -> member.socket() == socket)) {
            retired.add(socket);
            if (socket.isIdle()) {
                close(socket);
            }
        }
    }

    private void close(UdpSocket socket) {
        usable.removeIf(member -> member.socket() == socket);
        retired.add(socket);
        var unused = socket.channel().close();
    }

    /** The socket's channel is closed, whoever closed it. */
    void closed(UdpSocket socket) {
        usable.removeIf(member -> member.socket() == socket);
        retired.remove(socket);
    }

    /** Closes one socket that carries nothing, to make room for another server's. */
    boolean yieldOne() {
        for (Member member : usable) {
            if (member.socket().isIdle()) {
                close(member.socket());
                return true;
            }
        }
        return false;
    }

    /** Lets old and unused sockets go. */
    void sweep(long now) {
        boolean unused = now - usedAt > LONGEST_IDLE_NANOS;
        for (Member member : List.copyOf(usable)) {
            if (unused || now - member.since() > LONGEST_USE_NANOS) {
                retire(member.socket());
            }
        }
    }

    /** How many sockets it has, those that are being opened or drained included. */
    int size() {
        return usable.size() + retired.size() + opening;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && size() == 0;
    }

    List<Channel> channels() {
        List<Channel> channels = new ArrayList<>();
        usable.forEach(member -> channels.add(member.socket().channel()));
        retired.forEach(socket -> channels.add(socket.channel()));
        return channels;
    }
}
