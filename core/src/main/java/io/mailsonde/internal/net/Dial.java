package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Observed.Missed;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One dial under way: waits for its permit, connects, hands the connection over. May be cancelled anywhere. */
final class Dial {
    private enum State {
        QUEUED,
        CONNECTING,
        OVER
    }

    private final Dialer dialer;
    private final Peer peer;
    private final RunBudget run;
    private final Consumer<Evidence> evidence;
    private final Permits.Permit permit;
    private final CompletableFuture<Observed<Connection>> future = new CompletableFuture<>();

    private State state = State.QUEUED;
    private @Nullable Channel channel;
    private @Nullable TcpConnection connection;

    Dial(Dialer dialer, Peer peer, RunBudget run, Consumer<Evidence> evidence) {
        this.dialer = dialer;
        this.peer = peer;
        this.run = run;
        this.evidence = evidence;
        this.permit = dialer.permits().permit(peer.address(), this::connect);
    }

    CompletableFuture<Observed<Connection>> begin() {
        var unused = future.whenComplete((observed, failure) -> {
            // We ourselves never complete it so.
            if (failure != null) {
                cancel();
            }
        });
        Optional<String> full = permit.ask();
        if (full.isPresent()) {
            run.giveBack(peer.address());
            future.complete(Observed.missed(Reason.LIMIT_REACHED, full.get()));
        }
        return future;
    }

    private void cancel() {
        boolean queued;
        Channel connecting;
        TcpConnection connected;
        synchronized (this) {
            queued = state == State.QUEUED;
            connecting = channel;
            connected = connection;
            state = State.OVER;
        }
        // Outside of the lock: giving a permit back starts other dials.
        if (queued) {
            permit.end();
            run.giveBack(peer.address());
        } else if (connected != null) {
            connected.close();
        } else if (connecting != null) {
            var unused = connecting.close();
        }
    }

    private void connect() {
        Instant at = dialer.clock().instant();
        long began = dialer.ticker().nanos();
        ChannelFuture attempt = null;
        synchronized (this) {
            if (state != State.QUEUED) {
                return;
            }
            state = State.CONNECTING;
            if (!dialer.isShutDown()) {
                attempt = dialer.connect(peer);
                channel = attempt.channel();
            }
        }
        if (attempt == null) {
            permit.end();
            run.giveBack(peer.address());
            dialer.delivery().complete(future, Dialer.shutDown(peer));
            return;
        }
        Channel connecting = attempt.channel();
        attempt.addListener(done -> {
            if (done.isSuccess()) {
                connected(connecting);
            } else {
                failed(done.cause(), at, Duration.ofNanos(dialer.ticker().nanos() - began));
            }
        });
    }

    private void connected(Channel stands) {
        stands.closeFuture().addListener(closed -> permit.end());
        // A connection that is gone already has no address any more.
        InetAddress from =
                stands.localAddress() instanceof InetSocketAddress local ? local.getAddress() : unspecified();
        Recorder recorder = new Recorder(peer, from, dialer.clock(), dialer.ticker(), evidence);
        TcpConnection connected = new TcpConnection(
                peer, stands, recorder, dialer.delivery(), dialer.patience().send(), this::tooMuch);
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            connection = connected;
        }
        connected.open();
        dialer.delivery().complete(future, Observed.saw(connected));
    }

    private void tooMuch() {
        dialer.tooMuch(peer.address());
    }

    private void failed(Throwable cause, Instant at, Duration took) {
        permit.end();
        synchronized (this) {
            if (state == State.OVER) {
                return;
            }
            state = State.OVER;
        }
        Optional<InetAddress> source = dialer.source(peer);
        Duration waited =
                cause instanceof ConnectTimeoutException ? dialer.patience().connect() : took;
        Missed<Connection> missed = ConnectFailures.missed(peer, source, waited, cause, ConnectFailures::isRouted);
        switch (missed.reason()) {
            case TIMED_OUT ->
                evidence.accept(new Silence(peer.toString(), "an answer to the connection attempt", at, waited));
            case CONNECTION_REFUSED, CONNECTION_CLOSED, UNREACHABLE ->
                evidence.accept(new Transcript(
                        peer.toString(),
                        source.orElseGet(this::unspecified),
                        at,
                        List.of(new Transcript.Line(Transcript.Who.NOTE, took, missed.detail())),
                        0,
                        "never connected"));
            default -> {
                // Our own failure says nothing about the peer.
            }
        }
        dialer.delivery().complete(future, missed);
    }

    private InetAddress unspecified() {
        return IpAddresses.ofBytes(new byte[peer.address().getAddress().length]);
    }
}
