package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.Verdict;
import io.mailsonde.checks.dns.fcrdns.Delegation;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.checks.dns.fcrdns.ReverseDns;
import io.mailsonde.reports.Reports;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page of {@code dns.fcrdns} shows and counts is what happens. */
class FcrdnsPageTest {
    private static final String PAGE = "docs/checks/dns.fcrdns.md";

    @Test
    void its_examples_are_a_real_report() throws InterruptedException {
        try (ScriptedDns dns = ScriptedDns.start();
                Auditor auditor = Auditor.builder(Scope.dnsOnly())
                        .dnsServers(dns.address())
                        .trustAnchors(List.of())
                        .build()) {
            dns.zone().ptr("192.0.2.25", "mx.example.org").a("mx.example.org", "192.0.2.25");
            dns.zone().ptr("192.0.2.31", "old.example.org").a("old.example.org", "198.51.100.7");
            dns.on(Zone.reverse("192.0.2.33"), RrType.PTR).always(Rcode.REFUSED);
            Report report = auditor.run(
                            Fcrdns.check(),
                            TargetSource.of(
                                    HostAddress.of("192.0.2.25"),
                                    HostAddress.of("192.0.2.31"),
                                    HostAddress.of("192.0.2.33")))
                    .within(Duration.ofSeconds(30))
                    .await();

            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            StringBuilder text = new StringBuilder();
            Reports.text(text).accept(report);
            Pages.assertBlock(PAGE, "examples", Shown.code(text.toString()));
        }
    }

    @Test
    void its_limits_are_the_codes() {
        assertThat(Pages.read(PAGE))
                .contains("| names followed | " + ReverseDns.MAX_NAMES + ",")
                .contains("| addresses of the other family | " + ReverseDns.MAX_SIBLINGS + " |")
                .contains("| name servers of a zone asked about a delegation | " + Delegation.MAX_SERVERS + ",");
    }
}
