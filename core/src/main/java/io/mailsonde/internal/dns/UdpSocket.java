package io.mailsonde.internal.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.PortUnreachableException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One connected datagram socket: the kernel lets through only what comes from the server's address and port; the id and the question
 * are checked here. What fits neither is counted and ignored, so that a forged reply cannot end a wait.
 */
final class UdpSocket extends SimpleChannelInboundHandler<DatagramPacket> {
    /** Replies that fill this buffer may have been cut and are asked for again over TCP. */
    static final int BUFFER = 4096;

    /** So many datagrams that fit no question, not even one that was given up, are no accident. */
    static final int MOST_STRAYS = 100;

    private final UdpPool pool;
    private final Channel channel;
    private final PendingIds pending;
    private final Unguessable random;
    private final int lifetime;
    private int sent;
    private int strays;

    UdpSocket(UdpPool pool, Channel channel, int perSocket, Unguessable random) {
        super(DatagramPacket.class);
        this.pool = pool;
        this.channel = channel;
        this.pending = new PendingIds(perSocket);
        this.random = random;
        this.lifetime = 500 + random.below(1000);
    }

    Channel channel() {
        return channel;
    }

    boolean isFull() {
        return pending.isFull();
    }

    boolean isIdle() {
        return pending.isEmpty();
    }

    /** Whether so much was sent that another socket, with another port, should take its place. */
    boolean isWorn() {
        return sent >= lifetime;
    }

    void send(Flight flight) {
        pending.add(flight, random);
        flight.socket = this;
        sent++;
        byte[] query = flight.query.bytes();
        ByteBuf datagram = channel.alloc().ioBuffer(query.length);
        datagram.writeShort(flight.id).writeBytes(query, 2, query.length - 2);
        channel.writeAndFlush(datagram).addListener(written -> {
            if (!written.isSuccess()) {
                if (release(flight)) {
                    tell(flight.listener, written.cause());
                }
            } else if (flight.socket == this) {
                flight.listener.sent();
            }
        });
    }

    /** The flight is given up, but its answer may still come. */
    void expire(Flight flight) {
        pending.expire(flight);
        release(flight);
    }

    /** The flight is over; its id is free again, and its listener hears no more. */
    private boolean release(Flight flight) {
        if (flight.socket != this) {
            return false;
        }
        flight.socket = null;
        pending.remove(flight);
        pool.released(this, flight);
        return true;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        byte[] message = ByteBufUtil.getBytes(packet.content());
        Flight flight = message.length < WireQuery.HEADER ? null : pending.get(WireQuery.id(message));
        if (flight == null || !flight.query.answeredBy(message)) {
            stray(message);
        } else if (release(flight)) {
            pool.heard();
            flight.listener.landed(message, message.length == BUFFER);
        }
    }

    private void stray(byte[] message) {
        pool.counters().stray();
        boolean late = message.length >= WireQuery.HEADER && pending.isLate(message);
        if (!late && ++strays == MOST_STRAYS) {
            endAll(Flight.Listener::flooded);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        endAll(listener -> tell(listener, cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        endAll(listener -> listener.unsendable(new ClosedChannelException()));
    }

    private void endAll(Consumer<Flight.Listener> end) {
        pool.retire(this);
        List<Flight> all = pending.all();
        for (Flight flight : all) {
            if (release(flight)) {
                end.accept(flight.listener);
            }
        }
    }

    private static void tell(Flight.Listener listener, Throwable cause) {
        if (cause instanceof PortUnreachableException) {
            listener.portClosed();
        } else {
            listener.unsendable(cause);
        }
    }
}
