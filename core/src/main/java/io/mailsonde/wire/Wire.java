package io.mailsonde.wire;

import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Scope;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.witness.Witness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

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

    /**
     * Who we say that we are.
     *
     * @return the identity of the auditor
     */
    Identity identity();

    /**
     * How hard we may press. What they say of connections is applied by {@link #dial}; what they say of messages by {@link #message}; how many
     * forms a session may try is for the look to heed.
     *
     * @return the limits of the auditor
     */
    Limits limits();

    /**
     * Our own eyes outside.
     *
     * @return the witness, or empty where there is none
     */
    Optional<Witness> witness();

    /**
     * The time of day.
     *
     * @return by the auditor's clock
     */
    Instant now();

    /**
     * How long the run that looks goes on at most: for a look that takes its time and would rather hand in a part than nothing.
     *
     * @return by the auditor's ticker; not negative
     */
    Duration timeLeft();

    /**
     * A word that nobody can guess, for names that must not exist and for what the peer shall not be able to forge.
     *
     * @return 26 letters and digits in lower case, the first one a letter: fit for a local part and for a DNS label
     */
    String token();

    /**
     * Takes one message from the run's budget for an address; to be asked before each message.
     *
     * @param peer where the message would go
     * @return empty if it may be sent; else the limit that is reached
     */
    Optional<String> message(Peer peer);

    /**
     * Waits for something that happens elsewhere, such as the arrival of a message at the witness.
     *
     * @param awaited what is waited for, such as {@code "a message at the witness"}; named where it does not come
     * @param stage completes with it
     * @param within how long to wait
     * @return the value; or missed: {@code TIMED_OUT}, or {@code CANCELLED} where the stage was cancelled or the look is over
     * @param <V> what is waited for
     */
    <V> Step<V> await(String awaited, CompletionStage<V> stage, Duration within);

    /**
     * Lets time pass, such as the delay that a greylisting host asks for.
     *
     * @param time how long
     * @return the same, once it has passed; or missed: {@code CANCELLED}
     */
    Step<Duration> pause(Duration time);
}
