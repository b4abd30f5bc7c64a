package io.mailsonde.examples.readme;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;

import io.mailsonde.HostAddress;
import io.mailsonde.Scope;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.testkit.junit.MailAudit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of one's own build that fails when the mail host's DNS is no longer in order. */
final class MailHostGate {
    // region MailHostGate
    @RegisterExtension
    static final MailAudit AUDIT = MailAudit.in(Scope.dnsOnly());

    @Test
    void our_mail_host_has_a_name_that_leads_back() {
        HostAddress host = HostAddress.of("192.0.2.25");
        assertThat(AUDIT.run(Fcrdns.check(), host)).passes(); // undecided fails too, and says why
    }
    // endregion
}
