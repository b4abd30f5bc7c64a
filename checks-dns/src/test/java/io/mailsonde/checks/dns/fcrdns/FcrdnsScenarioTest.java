package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FcrdnsScenarioTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    @ParameterizedTest
    @MethodSource("io.mailsonde.checks.dns.fcrdns.FcrdnsScenarios#all")
    void comes_out_as_the_table_says(Scenario scenario) throws InterruptedException {
        try (ScriptedDns dns = ScriptedDns.start()) {
            scenario.dns().accept(dns);
            try (Auditor auditor =
                    Auditor.builder(scenario.scope()).dnsServers(dns.address()).build()) {
                Report report = auditor.run(Fcrdns.check(), scenario.target())
                        .within(WITHIN)
                        .await();

                CheckResult result = report.results().get(0);
                assertThat(result.outcome()).as("%s", result.outcome()).isInstanceOf(scenario.outcome());
                assertThat(result.outcome().findings())
                        .extracting(finding -> new Scenario.Expected(finding.id(), finding.args()))
                        .containsExactlyInAnyOrderElementsOf(scenario.findings());
                scenario.reason()
                        .ifPresent(reason -> assertThat(result.outcome())
                                .isInstanceOfSatisfying(
                                        Outcome.Inconclusive.class,
                                        undecided ->
                                                assertThat(undecided.reason()).isEqualTo(reason)));
                assertThat(result.sightings())
                        .allSatisfy(sighting -> assertThat(sighting.evidence()).isNotEmpty());
                assertThat(auditor.run(Fcrdns.check(), scenario.target())).isNotNull();
            }
            assertThat(dns.unread()).as("every scripted line is played").isEmpty();
        }
    }

    @Test
    void each_finding_is_expected_somewhere_and_forbidden_somewhere() {
        // the delegation and DNSSEC findings need servers on port 53 and signed zones: RealDnsServersTest
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
    void a_stored_report_judged_again_offline_gives_the_same_outcome() throws InterruptedException {
        try (ScriptedDns dns = ScriptedDns.start()) {
            dns.zone().ptr("192.0.2.25", "mx.example.org").a("mx.example.org", "192.0.2.25", "10.0.0.1");
            try (Auditor auditor = Auditor.builder(io.mailsonde.Scope.dnsOnly())
                    .dnsServers(dns.address())
                    .build()) {
                Report report = auditor.run(Fcrdns.check(), io.mailsonde.HostAddress.of("192.0.2.25"))
                        .await();
                String stored = report.observations().toJson();

                Report again =
                        io.mailsonde.Plan.of(Fcrdns.check()).judge(io.mailsonde.check.Observations.fromJson(stored));

                assertThat(again.results().get(0).outcome())
                        .isEqualTo(report.results().get(0).outcome());
                assertThat(again.findings())
                        .extracting(Finding::message)
                        .containsExactly(
                                "mx.example.org, a name of 192.0.2.25, also leads to addresses that only a local network reaches: 10.0.0.1");
            }
        }
    }
}
