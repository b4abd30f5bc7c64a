package io.mailsonde.smtp;

import io.mailsonde.Consent;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Tries credentials. They are shown as {@code ***} in the evidence. */
public final class Logins {
    /** Tries credentials; needs {@link Consent#CREDENTIALS}. */
    public static final Capability<Logins> LOGIN =
            Capability.of("SMTP logins", Set.of(Consent.CREDENTIALS), wire -> Observed.saw(new Logins()));

    private Logins() {}

    /**
     * Logs in with the PLAIN mechanism (RFC 4954, section 4; RFC 4616).
     *
     * @param session a session in which AUTH PLAIN is offered
     * @param user the user
     * @param password the password
     * @return as {@link SmtpSession#command}; 235 says that they are taken
     */
    public Step<SmtpReply> plain(SmtpSession session, String user, String password) {
        byte[] token = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return session.secret("AUTH PLAIN " + Base64.getEncoder().encodeToString(token), "AUTH PLAIN");
    }
}
