package io.mailsonde.smtp;

import io.mailsonde.Consent;
import io.mailsonde.MailHost;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Opens SMTP sessions. */
public final class Smtp {
    /** Opens sessions that name nobody; needs {@link Consent#CONNECT}. */
    public static final Capability<Smtp> SMTP =
            Capability.of("SMTP", Set.of(Consent.CONNECT), wire -> Observed.saw(new Smtp(wire)));

    /** The port on which TLS comes first (RFC 8314, section 3.3). */
    public static final int SUBMISSIONS = 465;

    private final Wire wire;

    Smtp(Wire wire) {
        this.wire = wire;
    }

    /**
     * Connects and waits for the whole greeting; on port {@value #SUBMISSIONS} after a TLS handshake.
     *
     * @param host the listener
     * @return the session, whatever its greeting says; or missed as {@link Wire#dial}, {@link Connection#startTls} and {@link Connection#receive}
     */
    public Step<SmtpSession> connect(MailHost host) {
        return dial(host)
                .then(connection -> host.port() == SUBMISSIONS
                        ? connection
                                .startTls(host.name(), SmtpSession.COMMAND)
                                .then(handshake -> SmtpSession.open(connection, Optional.of(handshake)))
                        : SmtpSession.open(connection, Optional.<TlsHandshake>empty()));
    }

    /**
     * Connects, and says something before the greeting: the header of a proxy, for hosts that say nothing without one.
     *
     * @param host the listener
     * @param header what to say, with its line end
     * @return as {@link #connect}
     */
    public Step<SmtpSession> connectAfter(MailHost host, String header) {
        return dial(host)
                .then(connection -> connection
                        .send(header.getBytes(StandardCharsets.ISO_8859_1))
                        .then(sent -> SmtpSession.open(connection, Optional.<TlsHandshake>empty())));
    }

    private Step<Connection> dial(MailHost host) {
        return wire.dial(new Peer(host.name(), host.address(), host.port()));
    }

    /**
     * The name that we greet with.
     *
     * @return that of the auditor's identity
     */
    public String helo() {
        return wire.identity().helo();
    }
}
