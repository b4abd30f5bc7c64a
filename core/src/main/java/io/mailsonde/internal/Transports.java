package io.mailsonde.internal;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;

/**
 * Which kinds of channels go with an event loop group. Asked once for each group; everything that dials or asks takes its channels
 * from here.
 *
 * <p>The native transports are optional: their classes are touched only where they are on the class path.
 */
public enum Transports {
    /** Java's own selectors; works everywhere. */
    NIO,
    /** Linux epoll. */
    EPOLL,
    /** Linux io_uring. */
    IO_URING;

    /**
     * The transport of a group.
     *
     * @param group the group
     * @return its transport
     * @throws IllegalArgumentException if the group is none of the three, such as one for channels inside one process
     */
    public static Transports of(EventLoopGroup group) {
        if (group instanceof IoEventLoopGroup io) {
            if (io.isIoType(NioIoHandler.class)) {
                return NIO;
            }
            if (present("io.netty.channel.epoll.EpollIoHandler") && io.isIoType(EpollIoHandler.class)) {
                return EPOLL;
            }
            if (present("io.netty.channel.uring.IoUringIoHandler") && io.isIoType(IoUringIoHandler.class)) {
                return IO_URING;
            }
        }
        throw new IllegalArgumentException("neither NIO nor epoll nor io_uring: " + group.getClass());
    }

    /**
     * A new group of NIO, or, where wanted and present, of the best native transport.
     *
     * @param threads how many event loops, at least 1
     * @param preferNative whether io_uring, then epoll, are taken where this machine has them
     * @return the group; the caller shuts it down
     */
    public static EventLoopGroup newGroup(int threads, boolean preferNative) {
        IoHandlerFactory handler =
                preferNative ? nativeHandler().orElseGet(NioIoHandler::newFactory) : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("mailsonde", true), handler);
    }

    /**
     * A new socket channel for the group.
     *
     * @return a channel that is not registered yet
     */
    public Channel newSocket() {
        return switch (this) {
            case NIO -> new NioSocketChannel();
            case EPOLL -> new EpollSocketChannel();
            case IO_URING -> new IoUringSocketChannel();
        };
    }

    /**
     * A new listening channel for the group.
     *
     * @return a channel that is not registered yet
     */
    public ServerChannel newServerSocket() {
        return switch (this) {
            case NIO -> new NioServerSocketChannel();
            case EPOLL -> new EpollServerSocketChannel();
            case IO_URING -> new IoUringServerSocketChannel();
        };
    }

    /**
     * A new datagram channel for the group.
     *
     * @return a channel that is not registered yet
     */
    public Channel newDatagram() {
        return switch (this) {
            case NIO -> new NioDatagramChannel();
            case EPOLL -> new EpollDatagramChannel();
            case IO_URING -> new IoUringDatagramChannel();
        };
    }

    private static Optional<IoHandlerFactory> nativeHandler() {
        if (present("io.netty.channel.uring.IoUring") && IoUring.isAvailable()) {
            return Optional.of(IoUringIoHandler.newFactory());
        }
        if (present("io.netty.channel.epoll.Epoll") && Epoll.isAvailable()) {
            return Optional.of(EpollIoHandler.newFactory());
        }
        return Optional.empty();
    }

    private static boolean present(String name) {
        try {
            Class.forName(name, false, Transports.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
