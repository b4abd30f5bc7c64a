package io.mailsonde.smtp;

import io.mailsonde.Consent;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import java.util.Set;

/** Names senders and recipients, which the owner of a host would notice in its log. */
public final class Envelopes {
    /** Names senders and recipients; needs {@link Consent#NAME}. */
    public static final Capability<Envelopes> NAMING =
            Capability.of("SMTP envelopes", Set.of(Consent.NAME), wire -> Observed.saw(new Envelopes()));

    private Envelopes() {}

    /**
     * Begins a transaction.
     *
     * @param session the session
     * @param argument what follows {@code MAIL FROM:}, such as {@code <a@example.org>}, as it shall be sent
     * @return as {@link SmtpSession#command}
     * @throws IllegalArgumentException if it is more than one line
     */
    public Step<SmtpReply> mail(SmtpSession session, String argument) {
        return session.exchange("MAIL FROM:" + Verbs.checked(argument));
    }

    /**
     * Names a recipient.
     *
     * @param session the session
     * @param argument what follows {@code RCPT TO:}, such as {@code <a@example.org>}, as it shall be sent
     * @return as {@link SmtpSession#command}
     * @throws IllegalArgumentException if it is more than one line
     */
    public Step<SmtpReply> rcpt(SmtpSession session, String argument) {
        return session.exchange("RCPT TO:" + Verbs.checked(argument));
    }
}
