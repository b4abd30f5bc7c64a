package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.MailDomain;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.Verdict;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FCrDNS of a domain's mail exchangers: none of them is lost, whatever the DNS says of the others. */
class DomainPlanTest {
    private static Report audit(ScriptedDns dns) throws InterruptedException {
        try (Auditor auditor = Auditor.builder(Scope.dnsOnly())
                .dnsServers(dns.address())
                .trustAnchors(List.of())
                .build()) {
            return auditor.run(Plan.forDomain().eachAddress(Plan.of(Fcrdns.check())), MailDomain.of("example.org"))
                    .await();
        }
    }

    private static ScriptedDns withGoodHost() {
        ScriptedDns dns = ScriptedDns.start();
        dns.zone()
                .mx("example.org", 20, "good.example.net")
                .a("good.example.net", "192.0.2.1")
                .ptr("192.0.2.1", "good.example.net");
        return dns;
    }

    private static List<Reason> undecided(Report report) {
        return report.results().stream()
                .map(CheckResult::outcome)
                .filter(Outcome.Inconclusive.class::isInstance)
                .map(outcome -> ((Outcome.Inconclusive) outcome).reason())
                .toList();
    }

    @Test
    void every_address_of_every_exchanger_is_checked() throws Exception {
        try (ScriptedDns dns = withGoodHost()) {
            dns.zone().mx("example.org", 10, "other.example.net").a("other.example.net", "192.0.2.2", "192.0.2.3");

            Report report = audit(dns);

            assertThat(report.results())
                    .extracting(result -> result.target().text())
                    .containsExactly("192.0.2.2", "192.0.2.3", "192.0.2.1");
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        }
    }

    @Test
    void an_exchanger_that_cannot_be_looked_up_is_undecided_beside_the_good_one() throws Exception {
        try (ScriptedDns dns = withGoodHost()) {
            dns.zone().mx("example.org", 10, "broken.example.net");
            dns.on("broken.example.net", RrType.ANY).always(Rcode.SERVFAIL);

            Report report = audit(dns);

            assertThat(undecided(report)).contains(Reason.DNS_SERVER_FAILURE);
            assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
        }
    }

    @Test
    void an_exchanger_that_does_not_exist_is_named() throws Exception {
        try (ScriptedDns dns = withGoodHost()) {
            dns.zone().mx("example.org", 10, "gone.example.net");

            Report report = audit(dns);

            assertThat(undecided(report)).containsExactly(Reason.NAME_NOT_FOUND);
            assertThat(report.undecided().get(0).outcome().toString()).contains("gone.example.net");
        }
    }

    @Test
    void a_family_that_cannot_be_looked_up_is_undecided() throws Exception {
        try (ScriptedDns dns = withGoodHost()) {
            dns.on("good.example.net", RrType.AAAA).always(Rcode.SERVFAIL);

            assertThat(audit(dns).verdict()).isEqualTo(Verdict.UNDECIDED);
        }
    }

    @Test
    void a_null_mx_is_not_applicable() throws Exception {
        try (ScriptedDns dns = ScriptedDns.start()) {
            dns.zone().mx("example.org", 0, ".");

            assertThat(audit(dns).results())
                    .singleElement()
                    .satisfies(result -> assertThat(result.outcome())
                            .isInstanceOfSatisfying(
                                    Outcome.Skipped.class,
                                    skipped -> assertThat(skipped.reason()).isEqualTo(Reason.NOT_APPLICABLE)));
        }
    }
}
