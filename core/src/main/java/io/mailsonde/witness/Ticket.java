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

    /** Expires the address: mail for it gets 550 from now on. Does nothing the second time. */
    @Override
    void close();
}
