package io.mailsonde.witness;

import io.mailsonde.check.Implementable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A mail host of ours to which no mail comes by itself: what arrives there for an unguessable address proves that somebody relayed it.
 *
 * <p>Given to an auditor with {@link io.mailsonde.Auditor.Builder#witness}. Without one the checks still run and say how much less they know.
 * Safe for use by several threads; no method blocks.
 */
@Implementable
public interface Witness {
    /**
     * The domain whose MX, and that of each name below it, leads to the witness.
     *
     * @return a domain name in A-labels
     */
    String domain();

    /**
     * Where it listens for SMTP, as targets reach it.
     *
     * @return addresses and ports
     */
    List<InetSocketAddress> smtp();

    /**
     * Makes an address that nobody can guess.
     *
     * @param life how long mail for it is accepted; after that it gets 550, so that the queue of whoever still has it drains
     * @return the ticket; close it once nothing more is expected
     * @throws IllegalStateException if too many tickets are open, or the witness is closed
     */
    default Ticket issue(Duration life) {
        return issue(life, Manner.ACCEPTING);
    }

    /**
     * The same, with an address for which the witness answers in another manner.
     *
     * @param life how long the address is answered for; after that it gets 550
     * @param manner how it answers to RCPT
     * @return the ticket; close it once nothing more is expected
     * @throws IllegalStateException if too many tickets are open, or the witness is closed
     */
    Ticket issue(Duration life, Manner manner);

    /**
     * What has come to the witness lately, whoever it was for: to see who verifies us, and who scans us.
     *
     * @return the sessions that are over, the latest last; 1,000 at most
     */
    List<WitnessedSession> sessions();

    /**
     * A domain of ours that names a host as one of its mail exchangers, beside the witness: whether a host relays for whoever lists it is tried
     * with that.
     *
     * @param target the host's address
     * @return the domain, or empty where there is none
     */
    default Optional<String> backupDomain(InetAddress target) {
        return Optional.empty();
    }
}
