package io.mailsonde.wire;

import io.mailsonde.Consent;
import io.mailsonde.Scope;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import java.net.InetSocketAddress;
import java.util.Set;

/**
 * The only way out, handed to one look. Scope, consent, budgets, time limits and evidence are applied here; when the look ends, everything
 * that it opened is closed.
 *
 * <p>Capabilities wrap it; probes never see it. Implemented by the runtime, and by tests that imitate a network.
 */
@io.mailsonde.check.Implementable
public interface Wire {
    /**
     * What may be touched.
     *
     * @return the scope of the auditor
     */
    Scope scope();

    /**
     * What the owner has allowed.
     *
     * @return the consents, with all that they imply
     */
    Set<Consent> granted();

    /**
     * Asks the configured resolvers. Questions to the DNS need no scope.
     *
     * @param question what to ask
     * @return the answer, or why there is none
     */
    Step<DnsAnswer> query(DnsQuestion question);

    /**
     * Asks one name server what it itself knows, without recursion.
     *
     * @param server the server's address and port
     * @param question what to ask
     * @return the answer, which may be a referral, or why there is none
     */
    Step<DnsAnswer> query(InetSocketAddress server, DnsQuestion question);

    /**
     * Opens a connection. Its address has to be in scope; the budgets of {@link io.mailsonde.Limits} are waited for first, and that wait is never
     * counted as the peer's.
     *
     * @param peer where to
     * @return the connection, or why there is none
     */
    Step<Connection> dial(Peer peer);
}
