package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.FindingType;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.TargetSource;
import io.mailsonde.check.Observations;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.Command;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Session;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What hosts do and what has to come out. All scenarios are looked at at once, each at an address of its own, in one run for each stance, so that the long waits (20 s
 * for an arrival, 30 s for an answer) pass once.
 */
class RelayScenarioTest {
    private static final Map<String, ScriptedSmtp> HOSTS = new LinkedHashMap<>();
    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();
    private static final Map<Stance, Report> REPORTS = new EnumMap<>(Stance.class);
    /** What was still open once all reports were there. */
    private static final Map<String, String> LEFT_OPEN = new LinkedHashMap<>();

    private static int socketsOfOurs;

    static List<Scenario> rows() {
        return RelayScenarios.all();
    }

    @BeforeAll
    static void look_at_all_of_them() throws Exception {
        Map<Stance, Auditor> auditors = new EnumMap<>(Stance.class);
        Map<Stance, Map<MailHost, String>> targets = new EnumMap<>(Stance.class);
        try (ScriptedDns dns = ScriptedDns.start();
                EmbeddedWitness usual =
                        EmbeddedWitness.builder("witness.example").start();
                EmbeddedWitness backup = EmbeddedWitness.builder("witness.example")
                        .mxBackupDomain(Stance.BACKUP)
                        .start();
                ScriptedSmtp smarthost = ScriptedSmtp.start();
                OurSockets sockets = new OurSockets()) {
            smarthost.personality(Personalities.relayTo(usual.smtp().get(0)));
            for (Scenario row : rows()) {
                if (row.stance() == Stance.IPV6 && !hasV6()) {
                    continue;
                }
                String address = row.stance() == Stance.IPV6 ? "::1" : "127.0.1." + (HOSTS.size() + 1);
                ScriptedSmtp smtp = ScriptedSmtp.start(new InetSocketAddress(IpAddresses.parse(address), 0));
                assertThat(HOSTS.put(row.name(), smtp)).as(row.name()).isNull();
                EmbeddedWitness witness = row.stance() == Stance.BACKED_UP ? backup : usual;
                row.host().accept(smtp, new Beyond(witness.smtp().get(0), smarthost.address()));
                targets.computeIfAbsent(row.stance(), stance -> new LinkedHashMap<>())
                        .put(MailHost.of(address, smtp.address().getPort()).serving(RelayScenarios.SERVED), row.name());
            }
            Map<Stance, CompletableFuture<Report>> runs = new EnumMap<>(Stance.class);
            targets.forEach((stance, hosts) -> {
                auditors.put(stance, stance.auditor(dns, usual, backup, sockets));
                runs.put(
                        stance,
                        auditors.get(stance)
                                .run(OpenRelay.check(), TargetSource.of(List.copyOf(hosts.keySet())))
                                .within(Duration.ofMinutes(3))
                                .start());
            });
            runs.forEach((stance, run) -> REPORTS.put(stance, run.join()));
            REPORTS.forEach((stance, report) -> report.results()
                    .forEach(result -> RESULTS.put(targets.get(stance).get((MailHost) result.target()), result)));
            // the auditors are still there: nothing but the check itself closes its connections, and resolvers close
            // theirs
            // after 5 s
            HOSTS.forEach((name, smtp) -> seeClosed(name, smtp, Duration.ofSeconds(5)));
            socketsOfOurs = sockets.awaitAtMost(0, Duration.ofSeconds(10));
            auditors.values().forEach(Auditor::close);
        } finally {
            auditors.values().forEach(Auditor::close);
            HOSTS.values().forEach(ScriptedSmtp::close);
        }
    }

    private static void seeClosed(String name, ScriptedSmtp smtp, Duration within) {
        try {
            smtp.awaitNoConnections(within);
        } catch (AssertionError open) {
            LEFT_OPEN.put(name, open.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LEFT_OPEN.put(name, "interrupted");
        }
    }

    private static boolean hasV6() throws SocketException {
        return NetworkInterface.getByInetAddress(IpAddresses.parse("::1")) != null;
    }

    @AfterAll
    static void forget() {
        HOSTS.clear();
        RESULTS.clear();
        REPORTS.clear();
        LEFT_OPEN.clear();
    }

    private static CheckResult result(String name) {
        return RESULTS.get(name);
    }

    /** The commands that a host was given, those of all its sessions. */
    private static List<Command> heard(String name) {
        return HOSTS.get(name).sessions().stream()
                .flatMap(session -> session.commands().stream())
                .toList();
    }

    private static List<String> delivered(String name) {
        return result(name).outcome().findings().stream()
                .flatMap(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS).stream())
                .flatMap(args -> args.forms().stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comes_out_as_the_table_says(Scenario row) throws SocketException {
        assumeTrue(row.stance() != Stance.IPV6 || hasV6(), "this machine has no ::1");
        CheckResult result = result(row.name());
        assertThat(result).isNotNull();
        row.expected().check(result.outcome());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void no_connection_is_left_open(Scenario row) {
        assertThat(LEFT_OPEN).doesNotContainKey(row.name());
    }

    /** A host that closed or reset a connection sees no more of it; our socket has to be closed all the same. */
    @Test
    void no_socket_of_ours_is_left_open() {
        assertThat(socketsOfOurs).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HostileScenarios.RELAYS_AND_INJECTS,
                HostileScenarios.CLOSED_AND_INJECTS,
                HostileScenarios.LOGIN_AND_INJECTS
            })
    void what_was_said_before_TLS_answers_nothing_inside_it(String name) {
        // the session goes on in step: what is asked inside TLS is asked in its order, each command once answered
        assertThat(HOSTS.get(name).sessions())
                .filteredOn(Session::secure)
                .isNotEmpty()
                .allSatisfy(session -> assertThat(session.commands())
                        .filteredOn(Command::secure)
                        .first()
                        .satisfies(command -> assertThat(command.verb()).isEqualTo("EHLO")));
    }

    @Test
    void each_finding_is_expected_in_a_scenario_and_forbidden_in_another() {
        for (FindingType<?> type : OpenRelay.check().info().findings()) {
            assertThat(rows())
                    .as("expects %s", type.id())
                    .anyMatch(row -> row.expected().has(type));
            assertThat(rows())
                    .as("forbids %s", type.id())
                    .anyMatch(row -> row.stance().looks() && !row.expected().has(type));
        }
    }

    @Test
    void each_outcome_is_expected_in_a_scenario_and_forbidden_in_another() {
        for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
            assertThat(rows())
                    .as("expects %s", outcome)
                    .anyMatch(row -> row.expected().outcome() == outcome);
            assertThat(rows())
                    .as("forbids %s", outcome)
                    .anyMatch(row -> row.expected().outcome() != outcome);
        }
    }

    @Test
    void a_login_is_tried_once_and_inside_TLS_only() {
        for (String name : List.of(StanceScenarios.ANY_LOGIN, StanceScenarios.LOGIN_REFUSED)) {
            assertThat(heard(name))
                    .filteredOn(command -> command.verb().equals("AUTH"))
                    .as(name)
                    .singleElement()
                    .satisfies(command -> assertThat(command.secure()).isTrue());
        }
    }

    @Test
    void no_login_is_tried_where_none_is_allowed_or_TLS_is_not_offered() {
        for (String name : List.of(StanceScenarios.LOGINS_NOT_ALLOWED, StanceScenarios.LOGIN_IN_THE_CLEAR)) {
            assertThat(heard(name))
                    .as(name)
                    .isNotEmpty()
                    .noneMatch(command -> command.verb().equals("AUTH"));
        }
    }

    @Test
    void international_mail_is_sent_where_it_is_offered() {
        assertThat(delivered(StanceScenarios.UTF8)).containsExactly("utf8");
        assertThat(delivered(StanceScenarios.UTF8_INSIDE_TLS)).containsExactly("utf8");
        assertThat(heard(StanceScenarios.UTF8)).anyMatch(RelayScenarioTest::international);
        assertThat(heard(StanceScenarios.UTF8_NOT_OFFERED)).isNotEmpty().noneMatch(RelayScenarioTest::international);
    }

    private static boolean international(Command command) {
        return command.line().contains("SMTPUTF8") || command.line().chars().anyMatch(octet -> octet > 127);
    }

    @Test
    void a_domain_that_names_the_host_as_its_exchanger_is_tried_where_it_is_known() {
        assertThat(delivered(StanceScenarios.BACKUP_ALONE)).containsExactly("backup-exchanger");
        assertThat(heard(StanceScenarios.BACKUP_REFUSED))
                .anyMatch(command -> command.text().endsWith("@" + Stance.BACKUP + ">"));
        assertThat(heard(StanceScenarios.BACKUP_UNKNOWN))
                .isNotEmpty()
                .noneMatch(command -> command.text().contains(Stance.BACKUP));
    }

    @Test
    void literals_of_IPv6_have_their_tag() throws SocketException {
        assumeTrue(hasV6(), "this machine has no ::1");

        assertThat(heard(StanceScenarios.CLOSED_V6))
                .extracting(Command::text)
                .anyMatch(text -> text.startsWith("MAIL FROM:<") && text.endsWith("@[IPv6:::1]>"))
                .anyMatch(text -> text.startsWith("RCPT TO:<@[IPv6:::1]:"))
                .noneMatch(text -> text.contains("[::1]") || text.contains("127.0.0.1:"));
        assertThat(delivered(StanceScenarios.PERCENT_V6))
                .contains("percent-literal")
                .allSatisfy(form -> assertThat(form).contains("percent"));
    }

    @Test
    void what_is_not_ours_to_ask_is_not_connected_to() {
        assertThat(rows())
                .filteredOn(row -> !row.stance().looks())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(HOSTS.get(row.name()).total()).isZero());
    }

    @Test
    void the_percent_hack_is_found_in_its_forms_alone() {
        assertThat(result("honours the percent hack alone").outcome().findings())
                .flatExtracting(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS)
                        .orElseThrow()
                        .forms())
                .isNotEmpty()
                .allSatisfy(form -> assertThat(form).contains("percent"));
    }

    @Test
    void what_arrives_names_its_egress() {
        assertThat(result("relays").outcome().findings().get(0).args(OpenRelay.DELIVERS_FOR_STRANGERS))
                .hasValueSatisfying(args -> {
                    assertThat(args.egress()).isNotEmpty();
                    assertThat(args.hops()).isPositive();
                });
    }

    @Test
    void stored_observations_judged_again_offline_give_the_same_outcomes() {
        REPORTS.forEach((stance, report) -> {
            if (stance.looks()) {
                String stored = report.observations().toJson();
                Report again = Plan.of(OpenRelay.check()).judge(Observations.fromJson(stored));

                assertThat(again.results()).as("%s", stance).hasSameSizeAs(report.results());
                report.results()
                        .forEach(result -> assertThat(again.results())
                                .filteredOn(other -> other.target().equals(result.target()))
                                .singleElement()
                                .satisfies(other -> assertThat(other.outcome()).isEqualTo(result.outcome())));
            }
        });
    }
}
