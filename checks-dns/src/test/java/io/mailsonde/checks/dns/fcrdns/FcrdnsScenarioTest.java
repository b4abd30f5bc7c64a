package io.mailsonde.checks.dns.fcrdns;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.check.Observations;
import io.mailsonde.testkit.assertions.CheckResultAssert;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailAudit;
import io.mailsonde.testkit.junit.MailsondeExtension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FcrdnsScenarioTest {
    /** Watches each row: scripts are played, everything is closed, nothing leaks. */
    @RegisterExtension
    static final MailsondeExtension MAILSONDE = new MailsondeExtension();

    @ParameterizedTest
    @MethodSource("io.mailsonde.checks.dns.fcrdns.FcrdnsScenarios#all")
    void comes_out_as_the_table_says(Scenario scenario, ScriptedDns dns) {
        scenario.dns().accept(dns);

        CheckResult result = MAILSONDE
                .audit(scenario.scope())
                .run(Fcrdns.check(), scenario.target())
                .results()
                .get(0);

        CheckResultAssert outcome = assertThat(result);
        scenario.reason().ifPresentOrElse(outcome::isUndecided, () -> {
            if (scenario.outcome() == Outcome.Passed.class) {
                outcome.passes();
            } else {
                outcome.fails();
            }
        });
        outcome.findings()
                .extracting(finding -> new Scenario.Expected(finding.id(), finding.args()))
                .containsExactlyInAnyOrderElementsOf(scenario.findings());
        assertThat(result.sightings())
                .allSatisfy(sighting -> assertThat(sighting.evidence()).isNotEmpty());
    }

    @Test
    void each_finding_is_expected_somewhere_and_forbidden_somewhere() {
        // the delegation and DNSSEC findings need servers on port 53 and signed zones: FcrdnsOnRealServersTest and
        // FcrdnsDnssecTest
        Set<FindingType<?>> elsewhere = Set.of(Fcrdns.LAME_REVERSE_ZONE, Fcrdns.BOGUS_DNSSEC);
        List<Scenario> scenarios = FcrdnsScenarios.all();
        for (FindingType<?> type : Fcrdns.check().info().findings()) {
            if (!elsewhere.contains(type)) {
                assertThat(scenarios).as(type.id()).anyMatch(scenario -> expects(scenario, type.id()));
            }
            assertThat(scenarios).as(type.id()).anyMatch(scenario -> !expects(scenario, type.id()));
        }
        assertThat(scenarios.stream().map(Scenario::outcome).collect(Collectors.toSet()))
                .contains(Outcome.Passed.class, Outcome.Failed.class, Outcome.Inconclusive.class);
    }

    private static boolean expects(Scenario scenario, String id) {
        return scenario.findings().stream().anyMatch(finding -> finding.id().equals(id));
    }

    @Test
    void a_stored_report_judged_again_offline_gives_the_same_outcome(ScriptedDns dns, MailAudit audit) {
        dns.zone().ptr("192.0.2.25", "mx.example.org").a("mx.example.org", "192.0.2.25", "10.0.0.1");
        Report report = audit.run(Fcrdns.check(), HostAddress.of("192.0.2.25"));
        String stored = report.observations().toJson();

        Report again = Plan.of(Fcrdns.check()).judge(Observations.fromJson(stored));

        assertThat(again.results().get(0).outcome())
                .isEqualTo(report.results().get(0).outcome());
        assertThat(again.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "mx.example.org, a name of 192.0.2.25, also leads to addresses that only a local network reaches: 10.0.0.1");
    }
}
