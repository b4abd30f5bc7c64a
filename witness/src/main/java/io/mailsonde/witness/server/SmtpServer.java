package io.mailsonde.witness.server;

import io.mailsonde.internal.Transports;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The listening sockets and the connections that came of them. */
final class SmtpServer {
    private static final int WAIT_SECONDS = 5;

    private final EventLoopGroup loops;
    private final Transports transport;
    private final String name;
    private final Bounds bounds;
    private final GuestBook guests;
    private final @Nullable SslContext tls;
    private final Admission admission;
    private final LongAdder refused = new LongAdder();
    private final List<InetSocketAddress> bound = new ArrayList<>();
    private final ChannelGroup channels;

    SmtpServer(EventLoopGroup loops, String name, Bounds bounds, GuestBook guests, @Nullable SslContext tls) {
        this.loops = loops;
        channels = new DefaultChannelGroup(loops.next(), true); // what is added after closing is closed at once
        this.transport = Transports.of(loops);
        this.name = name;
        this.bounds = bounds;
        this.guests = guests;
        this.tls = tls;
        admission = new Admission(bounds);
    }

    /** Binds a listener; waits for that, so it is not for event loops. */
    void listen(InetSocketAddress address) {
        ChannelFuture binding = new ServerBootstrap()
                .group(loops)
                .channelFactory(transport::newServerSocket)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        admit(channel);
                    }
                })
                .bind(address);
        channels.add(binding.channel());
        if (!binding.awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw failure(address, "not bound within " + WAIT_SECONDS + " s", null);
        }
        if (!binding.isSuccess()) {
            throw failure(address, String.valueOf(binding.cause().getMessage()), binding.cause());
        }
        bound.add((InetSocketAddress) binding.channel().localAddress());
    }

    private static UncheckedIOException failure(InetSocketAddress address, String why, @Nullable Throwable cause) {
        String message = "cannot listen on " + text(address) + ": " + why;
        return new UncheckedIOException(message, cause instanceof IOException io ? io : new IOException(why, cause));
    }

    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + address.getPort();
    }

    private void admit(Channel channel) {
        channels.add(channel);
        if (!(channel.remoteAddress() instanceof InetSocketAddress client)) {
            ChannelFuture unused = channel.close(); // gone already
            return;
        }
        InetAddress address = client.getAddress();
        if (!admission.enter(address)) {
            refused.increment();
            ChannelFuture unused = channel.writeAndFlush(channel.alloc()
                            .buffer()
                            .writeBytes(("421 4.3.2 " + name + " Too many connections\r\n")
                                    .getBytes(StandardCharsets.US_ASCII)))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        SessionLog log = guests.begin(address);
        // before whoever closes a channel is told that it is closed
        ChannelFuture unused = channel.closeFuture().addListener(closed -> {
            admission.leave(address);
            guests.end(log);
        });
        IdleStateHandler idle = new IdleStateHandler(bounds.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS);
        SmtpDialogue dialogue = new SmtpDialogue(name, guests.postbox(address), log, tls != null);
        channel.pipeline().addLast(idle).addLast(new SmtpSession(dialogue, name, bounds, idle, tls));
    }

    /** Where it listens, in the order of the calls. */
    List<InetSocketAddress> bound() {
        return List.copyOf(bound);
    }

    int open() {
        return admission.open();
    }

    long refused() {
        return refused.sum();
    }

    /** Closes all sockets, and waits some seconds for that unless this is one of the event loops, where it would wait for itself. */
    void close() {
        ChannelGroupFuture closing = channels.close();
        if (isOn(loops)) {
            return;
        }
        boolean unused = closing.awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether this is a thread of the loops, which must not wait for what they do. */
    static boolean isOn(EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }
}
