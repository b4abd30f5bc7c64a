package io.mailsonde.witness;

import io.mailsonde.check.Implementable;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An address that only we and those know to whom we name it, and the mail that came for it. */
@Implementable
public interface Ticket extends AutoCloseable {
    /**
     * What makes the address unguessable.
     *
     * @return at least 100 bits as letters and digits in lower case, fit for a local part and for a DNS label
     */
    String token();

    /**
     * The address.
     *
     * @return {@code token@domain}, with the domain of the witness
     */
    String address();

    /**
     * Completes with the first message for the address.
     *
     * @return a stage of its own for each call: completed on a thread that may run callers' code; cancelled when the ticket is closed before anything came
     */
    CompletionStage<WitnessedMessage> delivered();

    /**
     * What has come so far.
     *
     * @return the messages in the order of their arrival, the first 16 at most
     */
    List<WitnessedMessage> messages();

    /**
     * The address at a domain of its own, which no host can have asked for before: whoever keeps what it learnt of addresses or of domains has to ask
     * for this one.
     *
     * @return {@code token@token.domain}
     */
    String freshAddress();

    /**
     * Completes with the first session that named the address, or another one at its own domain, when that is over.
     *
     * @return a stage of its own for each call: completed on a thread that may run callers' code; cancelled when the ticket is closed before any came
     */
    CompletionStage<WitnessedSession> visited();

    /**
     * The sessions so far that named the address, or another one at its own domain, and are over.
     *
     * @return them in the order of their ends, the first 64 at most
     */
    List<WitnessedSession> sessions();

    /** Expires the address: mail for it gets 550 from now on. Does nothing the second time. */
    @Override
    void close();
}
