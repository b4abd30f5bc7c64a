package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.internal.Durations;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the peer has sent and nobody has read yet. Bytes are taken from the network as they come, so that the record has their times and a closed
 * connection is noticed, until {@value #MAX_UNREAD} of them are unread: then the network keeps the rest.
 *
 * <p>All fields but the atomic ones belong to the event loop.
 */
final class Inbox extends ChannelInboundHandlerAdapter {
    /** The most bytes that are kept unread. */
    static final int MAX_UNREAD = 64 * 1024;
    /** The most bytes that one read takes from the network. */
    static final int MAX_CHUNK = 16 * 1024;
    /** The most bytes that the peer may send until we speak again. */
    static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final TcpConnection connection;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicLong sinceWeSpoke = new AtomicLong();

    private ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private @Nullable Waiting waiting;

    private @Nullable ScheduledFuture<?> timer;

    private record Waiting(
            String awaited, Duration within, long nanos, Instant since, CompletableFuture<Observed<byte[]>> future) {}

    Inbox(TcpConnection connection) {
        this.connection = connection;
    }

    Step<byte[]> receive(String awaited, Duration within) {
        long nanos = within.toNanos();
        if (!reading.compareAndSet(false, true)) {
            throw new IllegalStateException("another read from " + connection.peer() + " is under way");
        }
        Waiting next = new Waiting(awaited, within, nanos, connection.recorder().instant(), new CompletableFuture<>());
        try {
            connection.channel().eventLoop().execute(() -> await(next));
        } catch (RejectedExecutionException shutDown) {
            reading.set(false);
            return Step.missed(
                    Reason.LOCAL_FAILURE, "the event loop of the connection to " + connection.peer() + " is shut down");
        }
        return Step.of(next.future());
    }

    void weSpoke() {
        sinceWeSpoke.set(0);
    }

    /**
     * Takes what is unread out, on the event loop, before TLS begins.
     *
     * @param begin takes it, each byte one character
     * @param gone told where there is no event loop any more
     * @throws IllegalStateException if a read is under way
     */
    void setAside(Consumer<String> begin, Runnable gone) {
        if (reading.get()) {
            throw new IllegalStateException("a read from " + connection.peer() + " is under way");
        }
        try {
            connection.channel().eventLoop().execute(() -> {
                String early = unread.toString(StandardCharsets.ISO_8859_1);
                unread = new ByteArrayOutputStream();
                begin.accept(early);
            });
        } catch (RejectedExecutionException shutDown) {
            gone.run();
        }
    }

    private void await(Waiting next) {
        waiting = next;
        Ending ending = connection.recorder().ending();
        if (unread.size() > 0 && (ending == null || ending.leavesLastWords())) {
            handOver(next);
        } else if (ending != null) {
            finish(next, missed(ending, next));
        } else {
            timer = connection.channel().eventLoop().schedule(() -> giveUp(next), next.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Observed<byte[]> missed(Ending ending, Waiting reader) {
        return ending.missed(connection.peer(), "while " + reader.awaited() + " was awaited");
    }

    /** Runs on the event loop, where {@link #finish} cancels its timer: so the reader still waits. */
    private void giveUp(Waiting late) {
        connection.recorder().silence(late.awaited(), late.since(), late.within());
        finish(
                late,
                Observed.missed(
                        Reason.TIMED_OUT,
                        "nothing from " + connection.peer() + " within " + Durations.text(late.within()) + " while "
                                + late.awaited() + " was awaited"));
    }

    private void handOver(Waiting reader) {
        byte[] bytes = unread.toByteArray();
        unread = new ByteArrayOutputStream();
        connection.channel().config().setAutoRead(true);
        finish(reader, Observed.saw(bytes));
    }

    private void finish(Waiting reader, Observed<byte[]> observed) {
        waiting = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        reading.set(false);
        connection.delivery().complete(reader.future(), observed);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        byte[] bytes;
        try {
            bytes = ByteBufUtil.getBytes((ByteBuf) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (connection.recorder().ending() != null) {
            return;
        }
        connection.recorder().heard(bytes);
        unread.writeBytes(bytes);
        if (sinceWeSpoke.addAndGet(bytes.length) > MAX_ANSWER) {
            connection.end(Ending.TOO_MUCH, null);
        } else if (waiting != null) {
            handOver(waiting);
        } else if (unread.size() > MAX_UNREAD - MAX_CHUNK) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
        context.fireChannelInactive();
    }

    /** Ends the record, unless it has ended, and tells whoever waits; on the event loop. */
    void gone() {
        connection.lost(null);
        Ending ending = connection.recorder().ending();
        if (waiting != null && ending != null) {
            finish(waiting, missed(ending, waiting));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.lost(cause);
    }
}
