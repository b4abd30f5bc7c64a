package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.internal.Durations;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection on a Netty channel. Protocol clients of the runtime put their handlers before {@link #INBOX}. */
final class TcpConnection implements Connection {
    /** The last handler of the pipeline, which records what reaches it. */
    static final String INBOX = "inbox";
    /** The most bytes that wait to be sent. */
    static final int MAX_UNSENT = 1024 * 1024;

    private final Peer peer;
    private final Channel channel;
    private final Recorder recorder;
    private final Delivery delivery;
    private final Duration sendWithin;
    private final Runnable complaint;
    private final Inbox inbox = new Inbox(this);
    private final AtomicBoolean secured = new AtomicBoolean();
    private final Object sending = new Object();
    private int unsent;

    /**
     * A connection that stands, and does not read yet.
     *
     * @param peer where it leads
     * @param channel its channel
     * @param recorder its record, which has begun
     * @param delivery where results are told
     * @param sendWithin how long the peer may take to make room for what we send
     * @param complaint told when the peer says that it is too much
     */
    TcpConnection(
            Peer peer, Channel channel, Recorder recorder, Delivery delivery, Duration sendWithin, Runnable complaint) {
        this.peer = peer;
        this.channel = channel;
        this.recorder = recorder;
        this.delivery = delivery;
        this.sendWithin = sendWithin;
        this.complaint = complaint;
    }

    /** Begins to read; on the event loop. */
    void open() {
        channel.pipeline().addLast(INBOX, inbox);
        // an event loop that shuts down may close a channel without telling its handlers
        channel.closeFuture().addListener(closed -> inbox.gone());
        if (channel.isActive()) {
            channel.config().setAutoRead(true);
        } else {
            lost(null);
        }
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public InetAddress from() {
        return recorder.from();
    }

    @Override
    public Step<Integer> send(byte[] bytes) {
        return send(bytes.clone(), false);
    }

    @Override
    public Step<Integer> sendSecret(byte[] bytes) {
        return send(bytes.clone(), true);
    }

    @Override
    public Step<byte[]> receive(String awaited, Duration within) {
        return inbox.receive(awaited, within);
    }

    @Override
    public void close() {
        end(Ending.BY_US, null);
    }

    @Override
    public Step<TlsHandshake> startTls(Optional<String> serverName, Duration within) {
        if (!secured.compareAndSet(false, true)) {
            throw new IllegalStateException("TLS is spoken with " + peer + " already");
        }
        CompletableFuture<Observed<TlsHandshake>> future = new CompletableFuture<>();
        // made here the first time: that takes a while, which an event loop does not have
        Handshake handshake = new Handshake(this, Tls.client(), serverName, within, future);
        inbox.setAside(
                handshake::begin,
                () -> delivery.complete(future, Ending.BY_US.missed(peer, "before the TLS handshake")));
        return Step.of(future);
    }

    @Override
    public Duration age() {
        return recorder.age();
    }

    @Override
    public void tooMuch() {
        complaint.run();
    }

    Channel channel() {
        return channel;
    }

    Recorder recorder() {
        return recorder;
    }

    Delivery delivery() {
        return delivery;
    }

    void end(Ending how, @Nullable Throwable cause) {
        if (recorder.end(how, cause)) {
            var unused = channel.close();
        }
    }

    /**
     * Ends what is gone already.
     *
     * @param cause what the channel threw; null if it is closed, by the peer unless our event loops are shut down
     */
    void lost(@Nullable Throwable cause) {
        Ending how = channel.eventLoop().isShuttingDown() ? Ending.BY_US : Ending.of(cause);
        end(how, how == Ending.LOST || how == Ending.FAILED || how == Ending.NOT_TLS ? cause : null);
    }

    private Step<Integer> send(byte[] bytes, boolean secret) {
        ChannelFuture written;
        // The order on the wire is the order in the record.
        synchronized (sending) {
            if (unsent + (long) bytes.length > MAX_UNSENT) {
                return Step.missed(
                        Reason.LIMIT_REACHED,
                        "more than " + MAX_UNSENT / 1024 + " KiB would wait to be sent to " + peer);
            }
            Ending ending = recorder.said(bytes, secret);
            if (ending != null) {
                return Step.of(ending.missed(peer, before(bytes)));
            }
            inbox.weSpoke();
            unsent += bytes.length;
            written = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }
        CompletableFuture<Observed<Integer>> future = new CompletableFuture<>();
        ScheduledFuture<?> timer = patience(bytes, future);
        written.addListener(done -> {
            if (timer != null) {
                timer.cancel(false);
            }
            synchronized (sending) {
                unsent -= bytes.length;
            }
            delivery.complete(future, done.isSuccess() ? Observed.saw(bytes.length) : unsent(bytes, done.cause()));
        });
        return Step.of(future);
    }

    private @Nullable ScheduledFuture<?> patience(byte[] bytes, CompletableFuture<Observed<Integer>> future) {
        Instant since = recorder.instant();
        try {
            return channel.eventLoop()
                    .schedule(
                            () -> {
                                recorder.silence("room for " + bytes.length + " bytes", since, sendWithin);
                                delivery.complete(
                                        future,
                                        Observed.missed(
                                                Reason.TIMED_OUT,
                                                peer + " took no more of " + bytes.length + " bytes within "
                                                        + Durations.text(sendWithin)));
                            },
                            sendWithin.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            // Then the channel is closed too, and the write says so.
            return null;
        }
    }

    private Observed<Integer> unsent(byte[] bytes, Throwable cause) {
        lost(cause);
        Ending ending = recorder.ending();
        return (ending == null ? Ending.of(cause) : ending).missed(peer, before(bytes));
    }

    private static String before(byte[] bytes) {
        return "before " + bytes.length + " bytes were sent";
    }
}
