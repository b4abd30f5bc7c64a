package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailsondeExtension;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A domain's mail hosts, each address and each port a target of its own. */
class MailHostPlanTest {
    @RegisterExtension
    static final MailsondeExtension MAILSONDE = new MailsondeExtension();

    private static Plan<MailHost> relay() {
        return Plan.of(OpenRelay.check());
    }

    @Test
    void each_address_and_port_is_a_target_that_knows_the_domain(ScriptedDns dns) {
        dns.zone().mx("example.org", 10, "mx.example.org").a("mx.example.org", "192.0.2.25", "192.0.2.26");

        Report report = MAILSONDE
                .audit(Scope.dnsOnly())
                .run(Plan.forDomain().eachMailHost(relay(), 25, 587), MailDomain.of("example.org"));

        assertThat(report.results())
                .extracting(result -> result.target().text())
                .containsExactly(
                        "mx.example.org (192.0.2.25:25)",
                        "mx.example.org (192.0.2.25:587)",
                        "mx.example.org (192.0.2.26:25)",
                        "mx.example.org (192.0.2.26:587)");
        assertThat(report.results())
                .allSatisfy(result ->
                        assertThat(((MailHost) result.target()).servedDomain()).contains("example.org"));
    }

    @Test
    void a_mail_host_that_others_operate_is_not_touched_and_named_so(ScriptedDns dns, ScriptedSmtp smtp) {
        smtp.personality(Personalities.closed("example.org"));
        dns.zone()
                .mx("example.org", 10, "mx.example.org")
                .a("mx.example.org", "127.0.0.1")
                .mx("example.org", 20, "mx.provider.example")
                .a("mx.provider.example", "192.0.2.99");
        Scope own = Scope.networks("127.0.0.1").consentingTo(Consent.NAME);

        Report report = MAILSONDE
                .audit(own)
                .run(Plan.forDomain().eachMailHost(relay(), smtp.address().getPort()), MailDomain.of("example.org"));

        CheckResult others = report.results().get(1);
        assertThat(others.target().text()).startsWith("mx.provider.example (192.0.2.99:");
        assertThat(others.outcome()).isInstanceOfSatisfying(Outcome.Skipped.class, skipped -> {
            assertThat(skipped.reason()).isEqualTo(Reason.OUT_OF_SCOPE);
            assertThat(skipped.detail()).contains("192.0.2.99 (mx.provider.example)");
        });
        // without a witness only names below .invalid are named, so that the own one does not pass either
        assertThat(report.results().get(0).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Inconclusive.class,
                        open -> assertThat(open.reason()).isEqualTo(Reason.NO_CONTROL));
    }

    @Test
    void ports_that_are_none_are_refused() {
        assertThatThrownBy(() -> Plan.forDomain().eachMailHost(relay(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 1 and 65535");
        assertThatThrownBy(() -> Plan.forDomain().eachMailHost(relay(), new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
