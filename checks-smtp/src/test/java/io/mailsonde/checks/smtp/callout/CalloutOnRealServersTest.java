package io.mailsonde.checks.smtp.callout;

import static io.mailsonde.checks.smtp.callout.SenderCallout.CALLOUTS_NOT_CACHED;
import static io.mailsonde.checks.smtp.callout.SenderCallout.CALLOUT_DECIDES_ACCEPTANCE;
import static io.mailsonde.checks.smtp.callout.SenderCallout.CALLOUT_PROBES_POSTMASTER;
import static io.mailsonde.checks.smtp.callout.SenderCallout.CALLOUT_PROBES_RANDOM_RECIPIENTS;
import static io.mailsonde.checks.smtp.callout.SenderCallout.CALLS_BACK_SENDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Confidence;
import io.mailsonde.Consent;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Exim;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.Postfix;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.ZoneText;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth of Postfix and Exim with sender verification and without; their callouts travel by the lab's DNS to a witness on port 25. */
@RealServer({"nsd", "postfix", "exim4"})
class CalloutOnRealServersTest {
    private static final String DNS = "127.0.0.53";
    private static final String WITNESS = "127.0.2.1";
    private static final String SERVED = "lab.example";
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();

    /** Starts a server at an address, serving a domain. */
    interface SetUp {
        AutoCloseable start(String address, String domain);
    }

    /** A set-up, whose engine it is, and what has to be found; nothing for one that passes. */
    record Row(String name, SetUp setUp, Engine engine, List<FindingType<?>> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row verifies(String name, Engine engine, SetUp setUp, FindingType<?>... further) {
        List<FindingType<?>> findings = new ArrayList<>(List.of(CALLS_BACK_SENDERS, CALLOUT_DECIDES_ACCEPTANCE));
        findings.addAll(Arrays.asList(further));
        return new Row(name, setUp, engine, findings);
    }

    private static Row passes(String name, SetUp setUp) {
        return new Row(name, setUp, Engine.OTHER, List.of());
    }

    private static Postfix.Builder verifyingPostfix(String address, String domain) {
        return Postfix.closed(address, domain)
                .setting("smtpd_sender_restrictions", "reject_unverified_sender")
                .setting("unverified_sender_reject_code", "550")
                .setting("address_verify_map", "")
                .setting("address_verify_poll_delay", "1s");
    }

    private static SetUp exim(String... options) {
        return (address, domain) ->
                Exim.verifyingSenders(address, domain, options).start();
    }

    static List<Row> rows() {
        return List.of(
                verifies(
                        "Postfix, reject_unverified_sender",
                        Engine.POSTFIX,
                        (address, domain) -> verifyingPostfix(address, domain).start()),
                verifies(
                        "Postfix, reject_unverified_sender as the null sender",
                        Engine.POSTFIX,
                        (address, domain) -> verifyingPostfix(address, domain)
                                .setting("address_verify_sender", "<>")
                                .start()),
                verifies("Exim, callout", Engine.EXIM, exim()),
                verifies("Exim, random", Engine.EXIM, exim("random"), CALLOUT_PROBES_RANDOM_RECIPIENTS),
                verifies("Exim, postmaster", Engine.EXIM, exim("postmaster"), CALLOUT_PROBES_POSTMASTER),
                verifies("Exim, fullpostmaster", Engine.EXIM, exim("fullpostmaster"), CALLOUT_PROBES_POSTMASTER),
                verifies("Exim, no_cache", Engine.EXIM, exim("no_cache"), CALLOUTS_NOT_CACHED),
                passes(
                        "Postfix",
                        (address, domain) -> Postfix.closed(address, domain).start()),
                passes("Exim", (address, domain) -> Exim.closed(address, domain).start()),
                passes(
                        "Postfix, greylisting",
                        (address, domain) ->
                                Postfix.closed(address, domain).greylisting().start()));
    }

    @BeforeAll
    static void look() throws Exception {
        ZoneText zone = ZoneText.of(".", DNS)
                .record("*.witness.example. MX 10 sink.witness.example.")
                .address("sink.witness.example", WITNESS)
                .address("lab.example", "127.0.1.1")
                .address("probe.example", "127.0.9.1");
        List<AutoCloseable> servers = new ArrayList<>();
        try (Nsd dns = Nsd.at(DNS).serving(zone).start();
                EmbeddedWitness witness = EmbeddedWitness.builder("witness.example")
                        .listen(new InetSocketAddress(IpAddresses.parse(WITNESS), 25))
                        .start();
                Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.NAME))
                        .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                        .trustAnchors(List.of())
                        .limits(Limits.lifted())
                        .identity(new Identity(
                                "probe.example",
                                "probe.example",
                                "postmaster@probe.example",
                                Optional.of(IpAddresses.parse("127.0.9.1")),
                                Optional.empty()))
                        .witness(witness)
                        .build()) {
            assertThat(dns.logTail()).isNotNull();
            Map<MailHost, Row> hosts = new LinkedHashMap<>();
            for (Row row : rows()) {
                String address = "127.0.1." + (hosts.size() + 1);
                servers.add(row.setUp().start(address, SERVED));
                hosts.put(MailHost.of(address, 25).serving(SERVED), row);
            }
            auditor.run(SenderCallout.watching(WINDOW), TargetSource.of(List.copyOf(hosts.keySet())))
                    .within(Duration.ofMinutes(3))
                    .await()
                    .results()
                    .forEach(result ->
                            RESULTS.put(hosts.get((MailHost) result.target()).name(), result));
        } finally {
            for (AutoCloseable server : servers) {
                server.close();
            }
        }
    }

    @AfterAll
    static void forget() {
        RESULTS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comes_out_as_the_table_says(Row row) {
        CheckResult result = RESULTS.get(row.name());

        assertThat(result.outcome())
                .isInstanceOf(row.findings().isEmpty() ? Outcome.Passed.class : Outcome.Failed.class);
        assertThat(result.outcome().findings())
                .extracting(Finding::id)
                .containsExactlyInAnyOrderElementsOf(
                        row.findings().stream().map(FindingType::id).toList());
        assertThat(result.outcome().findings()).allMatch(finding -> finding.confidence() == Confidence.CONFIRMED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void names_the_engine_and_where_it_asks_from(Row row) {
        CheckResult result = RESULTS.get(row.name());

        result.outcome().findings().stream()
                .flatMap(finding -> finding.args(CALLS_BACK_SENDERS).stream())
                .forEach(args -> {
                    assertThat(args.engine()).isEqualTo(row.engine());
                    assertThat(args.egress()).containsExactly(((MailHost) result.target()).address());
                    assertThat(args.stage()).isEqualTo("RCPT");
                });
    }
}
