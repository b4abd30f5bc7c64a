package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.FindingType;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.check.Observations;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Fault;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What hosts do and what has to come out. All rows are looked at in one run, each at an address of its own, so that the long waits (20 s for an arrival, 30 s for
 * an answer) pass once.
 */
class RelayScenarioTest {
    private static final String SERVED = "served.example";

    /** A host, and what has to come out. */
    record Row(String name, BiConsumer<ScriptedSmtp, InetSocketAddress> host, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row passes(String name, BiConsumer<ScriptedSmtp, InetSocketAddress> host) {
        return new Row(name, host, Expected.passes());
    }

    private static Row fails(String name, BiConsumer<ScriptedSmtp, InetSocketAddress> host, FindingType<?> type) {
        return new Row(name, host, Expected.fails(Expected.proved(type)));
    }

    private static Row undecided(String name, Reason reason, BiConsumer<ScriptedSmtp, InetSocketAddress> host) {
        return new Row(name, host, Expected.undecided(reason));
    }

    private static Row suspected(String name, BiConsumer<ScriptedSmtp, InetSocketAddress> host, FindingType<?> type) {
        return new Row(name, host, Expected.undecided(Reason.UNPROVEN, Expected.suspected(type)));
    }

    private static Row faulty(Reason reason, Stage stage, Effect effect) {
        return undecided(effect.getClass().getSimpleName() + " " + effect + " at " + stage, reason, (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(stage).always(effect);
        });
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(passes("closed", (smtp, witness) -> smtp.personality(Personalities.closed(SERVED))));
        rows.add(passes(
                "closed, with TLS",
                (smtp, witness) ->
                        smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext())));
        rows.add(passes(
                "takes every local part of its own domain",
                (smtp, witness) -> smtp.personality(Personalities.catchAll(SERVED))));
        rows.add(passes(
                "refuses at DATA",
                (smtp, witness) ->
                        smtp.personality(Personalities.acceptsEverything().with(Personalities.refusesAtData()))));
        rows.add(passes(
                "refuses at the end of the data",
                (smtp, witness) ->
                        smtp.personality(Personalities.acceptsEverything().with(Personalities.refusesAtEndOfData()))));
        rows.add(passes(
                "hangs up after a few address literals",
                (smtp, witness) ->
                        smtp.personality(Personalities.closed(SERVED).with(Personalities.closesAfterLiterals(3)))));
        rows.add(fails(
                "relays",
                (smtp, witness) -> smtp.personality(Personalities.relayTo(witness)),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays and knows HELO only",
                (smtp, witness) ->
                        smtp.personality(Personalities.relayTo(witness).with(Personalities.heloOnly())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays with 530 in its texts",
                (smtp, witness) ->
                        smtp.personality(Personalities.relayTo(witness).with(Personalities.queueIdContaining530())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays inside TLS only",
                (smtp, witness) -> smtp.personality(
                                Personalities.openInsideTlsOnly(SERVED).relayingTo(witness))
                        .withTls(TestCertificates.serverContext()),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays, and wants TLS first",
                (smtp, witness) -> smtp.personality(
                                Personalities.relayTo(witness).with(Personalities.tlsRequired()))
                        .withTls(TestCertificates.serverContext()),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays what is asked for twice",
                (smtp, witness) ->
                        smtp.personality(Personalities.relayTo(witness).with(Personalities.greylisting(1))),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "honours the percent hack alone",
                (smtp, witness) ->
                        smtp.personality(Personalities.percentHackOnly(SERVED).relayingTo(witness)),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "takes XCLIENT from anybody",
                (smtp, witness) -> smtp.personality(
                        Personalities.trustsXclient(SERVED, "127.0.0.1").relayingTo(witness)),
                OpenRelay.XCLIENT_OPEN));
        rows.add(fails(
                "takes a PROXY header from anybody",
                (smtp, witness) -> smtp.personality(
                        Personalities.requiresProxyHeader(SERVED, "127.0.0.1").relayingTo(witness)),
                OpenRelay.PROXY_HEADER_TRUSTED));
        rows.add(suspected(
                "takes everything and delivers nothing",
                (smtp, witness) -> smtp.personality(Personalities.acceptsEverything()),
                OpenRelay.ACCEPTS_EVERY_RECIPIENT));
        rows.add(undecided(
                "greylists for longer than we wait",
                Reason.TEMPORARILY_REFUSED,
                (smtp, witness) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.greylisting(9)))));
        rows.add(undecided(
                "refuses us in its greeting",
                Reason.CLIENT_REFUSED,
                (smtp, witness) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.blockedClient()))));
        rows.add(undecided(
                "refuses us at RCPT",
                Reason.CLIENT_REFUSED,
                (smtp, witness) ->
                        smtp.personality(Personalities.closed(SERVED).with(Personalities.blockedClientAtRcpt()))));
        rows.add(undecided(
                "says 421 after a few commands",
                Reason.RATE_LIMITED,
                (smtp, witness) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.rateLimited(12)))));
        rows.add(undecided(
                "serves another domain than the one that is named",
                Reason.NO_CONTROL,
                (smtp, witness) -> smtp.personality(Personalities.closed("other.example"))));
        rows.add(undecided("answers STARTTLS with garbage", Reason.TLS_FAILED, (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext());
            smtp.at(Stage.STARTTLS).always(Fault.TLS_GARBAGE);
        }));
        rows.add(undecided("never ends the handshake", Reason.TIMED_OUT, (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext());
            smtp.at(Stage.STARTTLS).always(Fault.TLS_SILENCE);
        }));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.GREETING, new Effect.Endless("220-more\r\n", Duration.ZERO)));
        rows.add(faulty(Reason.TIMED_OUT, Stage.GREETING, new Effect.Drip(Duration.ofSeconds(2))));
        rows.add(faulty(Reason.TIMED_OUT, Stage.GREETING, Fault.HANG));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.GREETING, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.EHLO, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.MAIL, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.RCPT, Fault.RESET));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.EHLO, Fault.LONG_LINE));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.EHLO, Fault.FLOOD));
        rows.add(faulty(Reason.TIMED_OUT, Stage.EHLO, Fault.BARE_CR));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.LETTERS_IN_CODE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.CODE_OUT_OF_RANGE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.MIXED_CODES));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.TWICE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.GREETING, Fault.EMPTY_LINE));
        rows.add(passes("text with NULs, which change no code", (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(Stage.RCPT).always(Fault.NULS);
        }));
        rows.add(passes("lines that end in LF alone", (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(Stage.RCPT).always(Fault.BARE_LF);
        }));
        return rows;
    }

    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();

    @BeforeAll
    static void look_at_all_of_them() throws InterruptedException {
        List<ScriptedSmtp> servers = new ArrayList<>();
        Identity identity = new Identity(
                "probe.example",
                "probe.example",
                "postmaster@probe.example",
                Optional.of(IpAddresses.parse("127.0.9.1")),
                Optional.empty());
        try (ScriptedDns dns = ScriptedDns.start();
                EmbeddedWitness witness =
                        EmbeddedWitness.builder("witness.example").start();
                Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER))
                        .dnsServers(dns.address())
                        .trustAnchors(List.of())
                        .limits(Limits.lifted())
                        .identity(identity)
                        .witness(witness)
                        .build()) {
            Map<MailHost, Row> hosts = new LinkedHashMap<>();
            for (Row row : rows()) {
                InetSocketAddress address =
                        new InetSocketAddress(IpAddresses.parse("127.0.1." + (hosts.size() + 1)), 0);
                ScriptedSmtp smtp = ScriptedSmtp.start(address);
                servers.add(smtp);
                row.host().accept(smtp, witness.smtp().get(0));
                hosts.put(
                        MailHost.of(
                                        "127.0.1." + (hosts.size() + 1),
                                        smtp.address().getPort())
                                .serving(SERVED),
                        row);
            }
            Report report = auditor.run(OpenRelay.check(), TargetSource.of(List.copyOf(hosts.keySet())))
                    .within(Duration.ofMinutes(3))
                    .await();
            for (CheckResult result : report.results()) {
                RESULTS.put(hosts.get((MailHost) result.target()).name(), result);
            }
            stored = report.observations().toJson();
        } finally {
            servers.forEach(ScriptedSmtp::close);
        }
    }

    private static String stored = "";

    @AfterAll
    static void forget() {
        RESULTS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comes_out_as_the_table_says(Row row) {
        CheckResult result = RESULTS.get(row.name());
        assertThat(result).isNotNull();
        row.expected().check(result.outcome());
    }

    @Test
    void the_percent_hack_is_found_in_its_forms_alone() {
        assertThat(RESULTS.get("honours the percent hack alone").outcome().findings())
                .flatExtracting(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS)
                        .orElseThrow()
                        .forms())
                .isNotEmpty()
                .allSatisfy(form -> assertThat(form).contains("percent"));
    }

    @Test
    void what_arrives_names_its_egress() {
        assertThat(RESULTS.get("relays").outcome().findings().get(0).args(OpenRelay.DELIVERS_FOR_STRANGERS))
                .hasValueSatisfying(args -> {
                    assertThat(args.egress()).isNotEmpty();
                    assertThat(args.hops()).isPositive();
                });
    }

    @Test
    void stored_observations_judged_again_offline_give_the_same_outcomes() {
        Report again = Plan.of(OpenRelay.check()).judge(Observations.fromJson(stored));

        assertThat(again.results()).hasSameSizeAs(RESULTS.values());
        RESULTS.values()
                .forEach(result -> assertThat(again.results())
                        .filteredOn(other -> other.target().equals(result.target()))
                        .singleElement()
                        .satisfies(other -> assertThat(other.outcome()).isEqualTo(result.outcome())));
    }
}
