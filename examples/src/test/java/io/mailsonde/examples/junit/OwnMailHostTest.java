package io.mailsonde.examples.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.HostName;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.probes.HostAddresses;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a build of one's own the auditor asks the real DNS ({@code Auditor.within(Scope.dnsOnly())}); here a scripted one stands for it. */
class OwnMailHostTest {
    private static final Plan<HostName> FORWARD_AND_REVERSE_MATCH = Plan.forEach(HostName.class)
            .each(HostAddresses.TARGETS, Plan.forEach(HostAddress.class).with(List.of(Fcrdns.check())));

    private static ScriptedDns dns;
    private static Auditor auditor;

    @BeforeAll
    static void start() {
        dns = ScriptedDns.start();
        dns.zone().a("mx.example.org", "192.0.2.25").ptr("192.0.2.25", "mx.example.org");
        dns.zone().aaaa("mx.example.org", "2001:db8::25").ptr("2001:db8::25", "mx.example.org");
        dns.zone().a("new.example.org", "192.0.2.26");
        dns.zone().a("dark.example.org", "192.0.2.27");
        dns.on(Zone.reverse("192.0.2.27"), RrType.ANY).always(Rcode.SERVFAIL);
        auditor = Auditor.builder(
                        Scope.networks("192.0.2.0/24", "2001:db8::/32").domains("example.org"))
                .dnsServers(dns.address())
                .trustAnchors(List.of())
                .build();
    }

    @AfterAll
    static void stop() {
        auditor.close();
        dns.close();
    }

    @Test
    void every_address_of_our_host_has_a_name_that_leads_back() throws InterruptedException {
        Gate.assertPasses(audit("mx.example.org"));
    }

    @Test
    void a_host_without_reverse_dns_is_stopped_with_the_remedy() throws InterruptedException {
        Report report = audit("new.example.org");

        assertThatThrownBy(() -> Gate.assertPasses(report))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dns.fcrdns/no-ptr")
                .hasMessageContaining("26.2.0.192.in-addr.arpa. IN PTR");
    }

    @Test
    void a_host_whose_reverse_dns_cannot_be_asked_is_stopped_too() throws InterruptedException {
        Report report = audit("dark.example.org");

        assertThatThrownBy(() -> Gate.assertPasses(report))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DNS_SERVER_FAILURE");
    }

    private static Report audit(String host) throws InterruptedException {
        return auditor.run(FORWARD_AND_REVERSE_MATCH, HostName.of(host))
                .within(Duration.ofSeconds(30))
                .await();
    }
}
