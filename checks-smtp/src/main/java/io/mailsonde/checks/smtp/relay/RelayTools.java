package io.mailsonde.checks.smtp.relay;

import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.Dns;
import io.mailsonde.smtp.Envelopes;
import io.mailsonde.smtp.Logins;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.Smtp;
import io.mailsonde.wire.Surroundings;

/** What a relay test is handed: it may name recipients, and deliver and log in where that is allowed. */
record RelayTools(
        Smtp smtp,
        Envelopes envelopes,
        Observed<Messages> messages,
        Observed<Logins> logins,
        Dns dns,
        Surroundings here) {
    private record Basic(Smtp smtp, Envelopes envelopes) {}

    private record Further(Observed<Messages> messages, Observed<Logins> logins) {}

    private record Beside(Dns dns, Surroundings here) {}

    static final Capability<RelayTools> CAPABILITY = Smtp.SMTP
            .and(Envelopes.NAMING, Basic::new)
            .and(Messages.DELIVERING.optional().and(Logins.LOGIN.optional(), Further::new), RelayTools::of)
            .and(Dns.DNS.and(Surroundings.HERE, Beside::new), RelayTools::with);

    private record Half(Basic basic, Further further) {}

    private static Half of(Basic basic, Further further) {
        return new Half(basic, further);
    }

    private static RelayTools with(Half half, Beside beside) {
        return new RelayTools(
                half.basic().smtp(),
                half.basic().envelopes(),
                half.further().messages(),
                half.further().logins(),
                beside.dns(),
                beside.here());
    }
}
