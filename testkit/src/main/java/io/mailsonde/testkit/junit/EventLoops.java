package io.mailsonde.testkit.junit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Event loops of which the open channels can be counted, so that a socket which outlives its auditor is seen. */
final class EventLoops {
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private final EventLoopGroup group;

    EventLoops(String threadName) {
        group = new CountingGroup(new DefaultThreadFactory(threadName, true));
    }

    EventLoopGroup group() {
        return group;
    }

    int openChannels() {
        int open = 0;
        for (EventExecutor loop : group) {
            open += ((CountingLoop) loop).open();
        }
        return open;
    }

    /** Waits until all channels are closed, which nothing announces; returns how many are not. */
    int awaitNoChannels(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (openChannels() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return openChannels();
    }

    /** Closes what is still open and ends the threads; false if they do not end in time. */
    boolean close(Duration within) throws InterruptedException {
        return group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).await(within.toMillis());
    }

    private static final class CountingGroup extends MultiThreadIoEventLoopGroup {
        CountingGroup(DefaultThreadFactory threads) {
            super(1, threads, NioIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handler, Object... more) {
            return new CountingLoop(this, executor, handler);
        }
    }

    private static final class CountingLoop extends SingleThreadIoEventLoop {
        CountingLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handler) {
            super(parent, executor, handler);
        }

        int open() {
            return getNumOfRegisteredChannels();
        }
    }
}
