package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Confidence;
import io.mailsonde.Consent;
import io.mailsonde.FindingType;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.Postfix;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.ZoneText;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth of Postfix, set up in many ways; the messages travel by the lab's DNS to a witness on port 25. */
@RealServer({"nsd", "postfix"})
class RelayOnRealServersTest {
    private static final String DNS = "127.0.0.53";
    private static final String WITNESS = "127.0.2.1";
    private static final String SERVED = "lab.example";

    /** A set-up and what has to come out. */
    record Row(
            String name,
            BiFunction<String, String, Postfix.Builder> setUp,
            Class<? extends Outcome> outcome,
            Optional<Reason> reason,
            Set<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row proved(String name, BiFunction<String, String, Postfix.Builder> setUp, FindingType<?> type) {
        return new Row(
                name, setUp, Outcome.Failed.class, Optional.empty(), Set.of(type.id() + " " + Confidence.CONFIRMED));
    }

    private static Row passes(String name, BiFunction<String, String, Postfix.Builder> setUp) {
        return new Row(name, setUp, Outcome.Passed.class, Optional.empty(), Set.of());
    }

    static List<Row> rows() {
        return List.of(
                passes("closed", Postfix::closed),
                passes(
                        "closed, with TLS",
                        (address, domain) -> Postfix.closed(address, domain).tls()),
                passes("refuses at DATA", Postfix::refusingAtData),
                proved("open", Postfix::open, OpenRelay.DELIVERS_FOR_STRANGERS),
                proved("open inside TLS only", Postfix::openInsideTlsOnly, OpenRelay.DELIVERS_FOR_STRANGERS),
                proved("open, after greylisting", Postfix::greylisting, OpenRelay.DELIVERS_FOR_STRANGERS),
                proved("takes XCLIENT from anybody", Postfix::trustingXclient, OpenRelay.XCLIENT_OPEN),
                proved(
                        "takes a PROXY header from anybody",
                        Postfix::trustingProxyHeader,
                        OpenRelay.PROXY_HEADER_TRUSTED),
                new Row(
                        "accepts and discards",
                        Postfix::discarding,
                        Outcome.Inconclusive.class,
                        Optional.of(Reason.UNPROVEN),
                        Set.of(OpenRelay.ACCEPTS_EVERY_RECIPIENT.id() + " " + Confidence.TENTATIVE)));
    }

    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();

    @BeforeAll
    static void look_at_all_of_them() throws InterruptedException {
        ZoneText zone = ZoneText.of(".", DNS)
                .record("witness.example. MX 10 sink.witness.example.")
                .record("*.witness.example. MX 10 sink.witness.example.")
                .address("sink.witness.example", WITNESS)
                .address("lab.example", "127.0.1.1");
        Identity identity = new Identity(
                "probe.example",
                "probe.example",
                "postmaster@probe.example",
                Optional.of(IpAddresses.parse("127.0.9.1")),
                Optional.empty());
        List<Postfix> servers = new ArrayList<>();
        try (Nsd dns = Nsd.at(DNS).serving(zone).start();
                EmbeddedWitness witness = EmbeddedWitness.builder("witness.example")
                        .listen(new InetSocketAddress(IpAddresses.parse(WITNESS), 25))
                        .start();
                Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER))
                        .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                        .trustAnchors(List.of())
                        .limits(Limits.lifted())
                        .identity(identity)
                        .witness(witness)
                        .build()) {
            assertThat(dns.logTail()).isNotNull();
            Map<MailHost, Row> hosts = new LinkedHashMap<>();
            for (Row row : rows()) {
                String address = "127.0.1." + (hosts.size() + 1);
                servers.add(row.setUp().apply(address, SERVED).start());
                hosts.put(MailHost.of(address, 25).serving(SERVED), row);
            }
            auditor.run(OpenRelay.check(), TargetSource.of(List.copyOf(hosts.keySet())))
                    .within(Duration.ofMinutes(3))
                    .await()
                    .results()
                    .forEach(result ->
                            RESULTS.put(hosts.get((MailHost) result.target()).name(), result));
        } finally {
            servers.forEach(Postfix::close);
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
        assertThat(result).isNotNull();
        Outcome outcome = result.outcome();

        assertThat(outcome).as("%s", outcome).isInstanceOf(row.outcome());
        row.reason()
                .ifPresent(reason -> assertThat(((Outcome.Inconclusive) outcome).reason())
                        .as("%s", outcome)
                        .isEqualTo(reason));
        assertThat(outcome.findings())
                .extracting(finding -> finding.id() + " " + finding.confidence())
                .containsExactlyInAnyOrderElementsOf(row.findings());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void what_arrives_comes_from_the_host_itself(Row row) {
        MailHost host = (MailHost) RESULTS.get(row.name()).target();
        RESULTS.get(row.name()).outcome().findings().stream()
                .flatMap(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS).stream())
                .forEach(args -> {
                    assertThat(args.egress()).containsExactly(host.address());
                    assertThat(args.hops()).isEqualTo(1);
                });
    }
}
