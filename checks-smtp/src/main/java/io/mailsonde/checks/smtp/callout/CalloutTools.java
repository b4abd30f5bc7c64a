package io.mailsonde.checks.smtp.callout;

import io.mailsonde.check.Capability;
import io.mailsonde.smtp.Envelopes;
import io.mailsonde.smtp.Smtp;
import io.mailsonde.wire.Surroundings;

/** What a look for callouts is handed: it names recipients and sends no message. */
record CalloutTools(Smtp smtp, Envelopes envelopes, Surroundings here) {
    private record Basic(Smtp smtp, Envelopes envelopes) {}

    static final Capability<CalloutTools> CAPABILITY = Smtp.SMTP
            .and(Envelopes.NAMING, Basic::new)
            .and(Surroundings.HERE, (basic, here) -> new CalloutTools(basic.smtp(), basic.envelopes(), here));
}
