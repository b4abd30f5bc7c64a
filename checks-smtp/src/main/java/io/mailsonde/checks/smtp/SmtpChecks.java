package io.mailsonde.checks.smtp;

import io.mailsonde.check.Check;
import io.mailsonde.checks.smtp.callout.SenderCallout;
import io.mailsonde.checks.smtp.relay.OpenRelay;
import java.util.List;

/** The checks of this module. */
public final class SmtpChecks {
    private SmtpChecks() {}

    /**
     * Every check that talks SMTP.
     *
     * @return them, by id
     */
    public static List<Check<?>> all() {
        return List.of(OpenRelay.check(), SenderCallout.check());
    }
}
