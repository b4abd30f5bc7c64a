package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.TargetSource;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts that answer every command, each within its time, and so slowly that the run's time is over before the forms are. All are looked at at once. */
class SlowHostsTest {
    private static final Duration WITHIN = Duration.ofSeconds(6);

    /** Less than a command may take, and more than the run. */
    private static final Effect ALMOST_TOO_LATE = Effect.late(Duration.ofSeconds(25));

    /** Slow enough for all forms to take minutes. */
    private static final Effect UNHURRIED = Effect.late(Duration.ofMillis(100));

    private enum Slow {
        AT_ALL_COMMANDS,
        AND_RELAYING,
        AT_THE_GREETING(Stage.GREETING),
        AT_EHLO(Stage.EHLO),
        AT_MAIL(Stage.MAIL),
        AT_RCPT(Stage.RCPT),
        AT_RSET(Stage.RSET),
        AT_DATA(Stage.DATA),
        AT_THE_END_OF_THE_DATA(Stage.MESSAGE),
        AT_STARTTLS(Stage.STARTTLS),
        INSIDE_TLS(Stage.AFTER_TLS);

        private final Optional<Stage> stage;

        Slow() {
            stage = Optional.empty();
        }

        Slow(Stage stage) {
            this.stage = Optional.of(stage);
        }

        void settle(ScriptedSmtp smtp, InetSocketAddress witness) {
            boolean taking = this == AT_DATA || this == AT_THE_END_OF_THE_DATA;
            smtp.personality(
                    this == AND_RELAYING
                            ? Personalities.relayTo(witness)
                            : taking ? Personalities.acceptsEverything() : Personalities.closed(RelayScenarios.SERVED));
            if (this == AT_STARTTLS || this == INSIDE_TLS) {
                // what comes before it takes no time
                smtp.withTls(TestCertificates.serverContext());
            }
            stage.ifPresent(at -> smtp.at(at).always(ALMOST_TOO_LATE));
            if (stage.isEmpty()) {
                Stream.of(Stage.EHLO, Stage.MAIL, Stage.RCPT, Stage.RSET, Stage.DATA, Stage.MESSAGE)
                        .forEach(at -> smtp.at(at).always(UNHURRIED));
            }
        }
    }

    private static final Map<Slow, Outcome> OUTCOMES = new EnumMap<>(Slow.class);
    private static final Map<Slow, MailHost> TARGETS = new EnumMap<>(Slow.class);
    private static Duration took = Duration.ZERO;
    private static int socketsOfOurs;

    @BeforeAll
    static void look_at_all_of_them() throws Exception {
        Map<Slow, ScriptedSmtp> hosts = new EnumMap<>(Slow.class);
        try (ScriptedDns dns = ScriptedDns.start();
                EmbeddedWitness witness =
                        EmbeddedWitness.builder("witness.example").start();
                OurSockets sockets = new OurSockets();
                Auditor auditor = Stance.DELIVERING.auditor(dns, witness, witness, sockets)) {
            for (Slow host : Slow.values()) {
                String address = "127.0.2." + (hosts.size() + 1);
                ScriptedSmtp smtp = ScriptedSmtp.start(new InetSocketAddress(IpAddresses.parse(address), 0));
                hosts.put(host, smtp);
                host.settle(smtp, witness.smtp().get(0));
                TARGETS.put(host, MailHost.of(address, smtp.address().getPort()).serving(RelayScenarios.SERVED));
            }
            long begun = System.nanoTime();
            Report report = auditor.run(OpenRelay.check(), TargetSource.of(List.copyOf(TARGETS.values())))
                    .within(WITHIN)
                    .await();
            took = Duration.ofNanos(System.nanoTime() - begun);
            // resolvers keep a socket for 5 s
            socketsOfOurs = sockets.awaitAtMost(0, Duration.ofSeconds(10));
            TARGETS.forEach((host, target) -> report.results().stream()
                    .filter(result -> result.target().equals(target))
                    .forEach(result -> OUTCOMES.put(host, result.outcome())));
        } finally {
            hosts.values().forEach(ScriptedSmtp::close);
        }
    }

    @AfterAll
    static void forget() {
        OUTCOMES.clear();
        TARGETS.clear();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AND_RELAYING")
    void whose_time_is_over_is_undecided(Slow host) {
        Expected.undecided(Reason.DEADLINE_PASSED).check(OUTCOMES.get(host));
    }

    /** Not what the run says of a look that it had to abandon: the look ended by itself, with what it had. Before EHLO is answered it has nothing. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AND_RELAYING", "AT_THE_GREETING", "AT_EHLO"})
    void the_look_tells_itself_that_its_time_was_over(Slow host) {
        assertThat(OUTCOMES.get(host))
                .isInstanceOfSatisfying(
                        Outcome.Inconclusive.class,
                        came -> assertThat(came.detail())
                                .as("%s", host)
                                .contains("the time for its sessions was over"));
    }

    @Test
    void what_arrived_until_then_is_proof() {
        Expected.fails(Expected.proved(OpenRelay.DELIVERS_FOR_STRANGERS)).check(OUTCOMES.get(Slow.AND_RELAYING));
    }

    @Test
    void the_run_ends_in_its_time() {
        assertThat(took).isLessThan(WITHIN.plusSeconds(1));
    }

    @Test
    void no_socket_of_ours_is_left_open() {
        assertThat(socketsOfOurs).isZero();
    }
}
