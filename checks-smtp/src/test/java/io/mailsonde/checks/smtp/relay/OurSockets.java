package io.mailsonde.checks.smtp.relay;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Event loops for auditors, which tell how many sockets are open in them. */
final class OurSockets implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final EventLoopGroup group = new Group();

    EventLoopGroup group() {
        return group;
    }

    /** Waits until at most so many sockets are open, which nothing announces; returns how many are. */
    int awaitAtMost(int sockets, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (open() > sockets && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return open();
    }

    private int open() {
        int open = 0;
        for (EventExecutor loop : group) {
            open += ((Loop) loop).open();
        }
        return open;
    }

    @Override
    public void close() {
        var unused = group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly(5_000);
    }

    private static final class Group extends MultiThreadIoEventLoopGroup {
        Group() {
            super(2, NioIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handler, Object... more) {
            return new Loop(this, executor, handler);
        }
    }

    private static final class Loop extends SingleThreadIoEventLoop {
        Loop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handler) {
            super(parent, executor, handler);
        }

        int open() {
            return getNumOfRegisteredChannels();
        }
    }
}
