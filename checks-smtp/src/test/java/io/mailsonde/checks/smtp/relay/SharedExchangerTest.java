package io.mailsonde.checks.smtp.relay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.Verdict;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailsondeExtension;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many domains of a list whose MX records lead to one exchanger. */
@ExtendWith(MailsondeExtension.class)
class SharedExchangerTest {
    private static final List<MailDomain> DOMAINS = IntStream.range(0, 30)
            .mapToObj(i -> MailDomain.of("customer" + i + ".example"))
            .toList();

    /** The domains name the exchanger in three ways, which are names of the same address. */
    private static void publish(ScriptedDns dns) {
        for (int i = 0; i < DOMAINS.size(); i++) {
            dns.zone().mx(DOMAINS.get(i).name(), 10, "mx" + i % 3 + ".provider.example");
        }
        IntStream.range(0, 3).forEach(i -> dns.zone().a("mx" + i + ".provider.example", "127.0.0.1"));
    }

    private static Queue<Report> stream(ScriptedDns dns, ScriptedSmtp smtp, List<MailDomain> domains) throws Exception {
        Plan<MailDomain> plan = Plan.forDomain()
                .eachMailHost(Plan.of(OpenRelay.check()), smtp.address().getPort());
        Queue<Report> reports = new ConcurrentLinkedQueue<>();
        try (Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.NAME))
                .dnsServers(dns.address())
                .identity(Identity.of("probe.example", "postmaster@probe.example"))
                .limits(Limits.lifted())
                .build()) {
            auditor.stream(plan, TargetSource.of(domains)).forEach(reports::add).get(60, SECONDS);
        }
        return reports;
    }

    @Test
    void it_is_visited_as_often_as_for_one_of_them_and_each_has_its_report(ScriptedDns dns, ScriptedSmtp smtp)
            throws Exception {
        publish(dns);
        smtp.personality(Personalities.closed("provider.example"));
        smtp.on("RCPT TO:<postmaster@customer").always(Effect.reply("250 2.1.5 Ok"));
        stream(dns, smtp, DOMAINS.subList(0, 1));
        long forOne = smtp.total();

        Queue<Report> reports = stream(dns, smtp, DOMAINS);

        assertThat(smtp.total() - forOne).isEqualTo(forOne).isPositive();
        assertThat(reports)
                .hasSize(DOMAINS.size())
                .allSatisfy(report -> assertThat(report.verdict()).isEqualTo(Verdict.PASSED));
        assertThat(reports)
                .extracting(report -> ((MailHost) report.results().get(0).target())
                        .servedDomain()
                        .orElseThrow())
                .containsExactlyInAnyOrderElementsOf(
                        DOMAINS.stream().map(MailDomain::name).toList());
    }
}
