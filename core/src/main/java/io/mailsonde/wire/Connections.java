package io.mailsonde.wire;

import io.mailsonde.Consent;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import java.util.Set;

/**
 * Plain TCP connections, as a probe is handed them: for what servers say by themselves (the greeting of an IMAP, POP3 or SSH server) and for
 * protocols that have no capability of their own.
 *
 * <p>A look that reads a greeting:
 *
 * <pre>{@code
 * Probe.of("imap.greeting", MailHost.class, ImapGreeting.class, Connections.TCP, (host, tcp) ->
 *         tcp.dial(new Peer(host.name(), host.address(), 143))
 *                 .then(connection -> connection.receive("the greeting", Duration.ofSeconds(30)))
 *                 .map(ImapGreeting::of));
 * }</pre>
 *
 * <p>A greeting may arrive in pieces, so a look that needs a whole line goes on receiving until it has one, and sets itself a bound. It must
 * not speak before the greeting is complete. What is not closed by the look is closed when it ends.
 */
public final class Connections {
    /** Opens connections; needs {@link Consent#CONNECT}. */
    public static final Capability<Connections> TCP =
            Capability.of("TCP", Set.of(Consent.CONNECT), wire -> Observed.saw(new Connections(wire)));

    private final Wire wire;

    private Connections(Wire wire) {
        this.wire = wire;
    }

    /**
     * Opens a connection. The scope is asked first and the budgets of {@link io.mailsonde.Limits} are waited for.
     *
     * @param peer where to; its name, if there is one, is that by which the scope may allow the address
     * @return the connection, or missed: {@code OUT_OF_SCOPE}, {@code NOT_CONSENTED}, {@code LIMIT_REACHED}, {@code CONNECTION_REFUSED}, {@code CONNECTION_CLOSED},
     *     {@code UNREACHABLE}, {@code TIMED_OUT} or {@code LOCAL_FAILURE}
     */
    public Step<Connection> dial(Peer peer) {
        return wire.dial(peer);
    }
}
