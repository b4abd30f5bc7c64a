package io.mailsonde.examples.junit;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.HostAddress;
import io.mailsonde.HostName;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.probes.HostAddresses;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.Zone;
import io.mailsonde.testkit.junit.MailAudit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The gate is the first test. In a build of one's own it is all that is needed, with {@code MailAudit.in(Scope.dnsOnly())}, which asks the real
 * DNS; here a scripted one stands for it.
 */
class OwnMailHostTest {
    @RegisterExtension
    static final MailAudit audit =
            MailAudit.in(Scope.networks("192.0.2.0/24", "2001:db8::/32").domains("example.org"));

    private static final Plan<HostName> FORWARD_AND_REVERSE_MATCH = Plan.forEach(HostName.class)
            .each(HostAddresses.TARGETS, Plan.forEach(HostAddress.class).with(List.of(Fcrdns.check())));

    @BeforeAll
    static void network() {
        Zone zone = audit.dns().zone();
        zone.a("mx.example.org", "192.0.2.25").ptr("192.0.2.25", "mx.example.org");
        zone.aaaa("mx.example.org", "2001:db8::25").ptr("2001:db8::25", "mx.example.org");
        zone.a("new.example.org", "192.0.2.26");
        zone.a("dark.example.org", "192.0.2.27");
    }

    @Test
    void every_address_of_our_host_has_a_name_that_leads_back() {
        assertThat(audit.run(FORWARD_AND_REVERSE_MATCH, HostName.of("mx.example.org")))
                .passes();
    }

    @Test
    void a_host_without_reverse_dns_is_stopped() {
        Report report = audit.run(FORWARD_AND_REVERSE_MATCH, HostName.of("new.example.org"));

        assertThat(report).hasFinding(Fcrdns.NO_PTR);
        assertThatThrownBy(() -> assertThat(report).passes())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dns.fcrdns/no-ptr");
    }

    @Test
    void a_host_whose_reverse_dns_cannot_be_asked_is_stopped_too() {
        audit.dns().on(Zone.reverse("192.0.2.27"), RrType.ANY).always(Rcode.SERVFAIL);

        Report report = audit.run(FORWARD_AND_REVERSE_MATCH, HostName.of("dark.example.org"));

        assertThat(report).isUndecided(Reason.DNS_SERVER_FAILURE);
        assertThatThrownBy(() -> assertThat(report).passes())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DNS_SERVER_FAILURE");
    }
}
