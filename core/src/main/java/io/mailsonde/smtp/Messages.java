package io.mailsonde.smtp;

import io.mailsonde.Consent;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Wire;
import java.util.Optional;
import java.util.Set;

/** Sends messages, as many as the limits allow. */
public final class Messages {
    /** Sends messages; needs {@link Consent#DELIVER}. */
    public static final Capability<Messages> DELIVERING =
            Capability.of("SMTP messages", Set.of(Consent.DELIVER), wire -> Observed.saw(new Messages(wire)));

    private final Wire wire;

    private Messages(Wire wire) {
        this.wire = wire;
    }

    /**
     * What the host said to a message.
     *
     * @param data the reply to DATA
     * @param end the reply to its end; empty where DATA was refused
     */
    public record Sent(SmtpReply data, Optional<SmtpReply> end) {
        /**
         * Whether the host has taken the message.
         *
         * @return true for a 2xx at its end
         */
        public boolean accepted() {
            return end.filter(SmtpReply::positive).isPresent();
        }
    }

    /**
     * Sends a message to the recipients of the transaction (RFC 5321, section 4.1.1.4).
     *
     * @param session a session in a transaction with a recipient
     * @param host the listener, of whose budget the message is taken
     * @param message header and body with CRLF line ends; dots are stuffed here
     * @return what the host said; or missed: {@code LIMIT_REACHED}, in which case nothing was sent, and as {@link SmtpSession#command}
     */
    public Step<Sent> send(SmtpSession session, MailHost host, String message) {
        Optional<String> spent = wire.message(new Peer(host.name(), host.address(), host.port()));
        if (spent.isPresent()) {
            return Step.missed(Reason.LIMIT_REACHED, spent.get());
        }
        return session.exchange("DATA")
                .then(data -> data.intermediate()
                        ? session.message(message).map(end -> new Sent(data, Optional.of(end)))
                        : Step.saw(new Sent(data, Optional.empty())));
    }
}
