package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.internal.Durations;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;

/** One TLS handshake on a connection; begun on its event loop, its computing done elsewhere. */
record Handshake(
        TcpConnection connection,
        SslContext context,
        Optional<String> serverName,
        Duration within,
        CompletableFuture<Observed<TlsHandshake>> future) {
    private static final int LONGEST = 200;

    private static final String HANDLER = "tls";

    void begin(String early) {
        Recorder recorder = connection.recorder();
        Ending ending = recorder.ending();
        if (ending != null) {
            tell(ending.missed(connection.peer(), "before the TLS handshake"));
            return;
        }
        Channel channel = connection.channel();
        Instant at = recorder.instant();
        Duration since = connection.age();
        SslHandler tls = context.newHandler(
                channel.alloc(),
                serverName.orElse(null),
                connection.peer().port(),
                connection.delivery().executor());
        tls.setHandshakeTimeout(within.toMillis(), TimeUnit.MILLISECONDS);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                Duration took = connection.age().minus(since);
                try {
                    done(tls.engine().getSession(), early, at, took);
                } catch (RuntimeException unreadable) {
                    // what the peer presents is parsed here; without an answer whoever waits would wait for good
                    failed(unreadable, at);
                }
            } else {
                failed(done.cause(), at);
            }
        });
        channel.pipeline().addBefore(TcpConnection.INBOX, HANDLER, tls);
        channel.config().setAutoRead(true);
    }

    private void done(SSLSession session, String early, Instant at, Duration took) {
        TlsHandshake made = new TlsHandshake(
                connection.peer().toString(),
                serverName,
                session.getProtocol(),
                session.getCipherSuite(),
                Tls.chain(session),
                early,
                at,
                took);
        connection.recorder().handshake(made);
        tell(Observed.saw(made));
    }

    /** Netty repeats in its message what the peer sent. */
    private static String shortened(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    }

    private void failed(Throwable cause, Instant at) {
        Ending before = connection.recorder().ending();
        if (cause instanceof SslHandshakeTimeoutException) {
            connection.recorder().silence("the end of the TLS handshake", at, within);
            connection.end(Ending.BY_US, null);
            tell(Observed.missed(
                    Reason.TIMED_OUT,
                    "the TLS handshake with " + connection.peer() + " was not over within " + Durations.text(within)));
        } else if (before == Ending.BY_US) {
            tell(before.missed(connection.peer(), "during the TLS handshake"));
        } else if (cause instanceof ClosedChannelException) {
            connection.lost(null);
            tell(Ending.BY_PEER.missed(connection.peer(), "during the TLS handshake"));
        } else {
            connection.end(Ending.NOT_TLS, cause);
            tell(Observed.missed(
                    Reason.TLS_FAILED, "the TLS handshake with " + connection.peer() + " failed: " + shortened(cause)));
        }
    }

    private void tell(Observed<TlsHandshake> observed) {
        connection.delivery().complete(future, observed);
    }
}
