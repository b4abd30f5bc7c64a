package io.mailsonde;

import static io.mailsonde.Stage.only;
import static io.mailsonde.Stage.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.check.Capability;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Judge;
import io.mailsonde.check.Look;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a check that breaks its contract, or lacks a consent: its own result, and nobody else's. */
class CheckContractTest {
    private static final HostAddress ONE = HostAddress.of("192.0.2.1");

    private final Stage stage = new Stage();
    private final Auditor auditor = Stage.auditor().build();

    @AfterEach
    void close() {
        auditor.close();
    }

    private Outcome beside(Check<HostAddress> broken) throws InterruptedException {
        stage.says("192.0.2.1", "good");
        Report report = auditor.run(Plan.forEach(HostAddress.class).with(List.of(broken, stage.check)), ONE)
                .await();
        assertThat(report.results().get(1).outcome()).isInstanceOf(Outcome.Passed.class);
        return report.results().get(0).outcome();
    }

    private Check<HostAddress> judging(Judge<HostAddress, Stage.Word> judge) {
        return Check.of(
                new CheckInfo("test.broken", "broken", Practice.MODERN_MAIL, List.of(), List.of()), stage.probe, judge);
    }

    private static Check<HostAddress> looking(Look<HostAddress, Wire, Stage.Word> look) {
        return Stage.check(
                "test.broken", Probe.of("test.broken", HostAddress.class, Stage.Word.class, Stage.WIRE, look));
    }

    private static void assertBug(Outcome outcome, String words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Inconclusive.class, undecided -> {
            assertThat(undecided.reason()).isEqualTo(Reason.CHECK_BUG);
            assertThat(undecided.detail()).contains(words);
        });
    }

    @Test
    void a_judge_that_throws() throws Exception {
        assertBug(
                beside(judging((target, word) -> {
                    throw new IllegalStateException("oh no");
                })),
                "oh no");
    }

    @Test
    @SuppressWarnings("NullAway") // the point of the test
    void a_judge_that_returns_null() throws Exception {
        assertBug(beside(judging((target, word) -> null)), "NullPointerException");
    }

    @Test
    void a_judge_that_reports_what_it_does_not_declare() throws Exception {
        assertBug(
                beside(judging((target, word) -> Outcome.judged(List.of(Stage.BAD.firm(target, word)), ""))),
                "test.word/bad, which it does not declare");
    }

    @Test
    void a_look_that_throws() throws Exception {
        assertBug(
                beside(looking((target, wire) -> {
                    throw new IllegalStateException("oh no");
                })),
                "oh no");
    }

    @Test
    void a_look_that_fails_later() throws Exception {
        assertBug(
                beside(looking(
                        (target, wire) -> Step.of(CompletableFuture.failedFuture(new IllegalStateException("oh no"))))),
                "oh no");
    }

    @Test
    @SuppressWarnings("NullAway") // the point of the test
    void a_look_that_returns_null() throws Exception {
        assertBug(beside(looking((target, wire) -> null)), "returned no step");
    }

    @Test
    void a_pass_with_nothing_seen() throws Exception {
        Check<HostAddress> blind = Check.of(
                new CheckInfo("test.blind", "blind", Practice.MODERN_MAIL, List.of(), List.of()),
                Probe.of(
                                "test.miss",
                                HostAddress.class,
                                Stage.Word.class,
                                Stage.WIRE,
                                (target, wire) -> Step.missed(Reason.TIMED_OUT, "nothing came"))
                        .optional(),
                (target, word) -> Outcome.judged(List.of(), "all is well"));

        assertBug(beside(blind), "passed with nothing seen");
    }

    @Test
    void two_probes_of_one_name() throws Exception {
        Probe<HostAddress, Stage.Word> namesake = Probe.of(
                "test.word",
                HostAddress.class,
                Stage.Word.class,
                Stage.WIRE,
                (target, wire) -> Step.saw(new Stage.Word("good")));
        stage.says("192.0.2.1", "good");

        Report report = auditor.run(
                        Plan.forEach(HostAddress.class)
                                .with(List.of(stage.check, Stage.check("test.namesake", namesake))),
                        ONE)
                .await();

        assertThat(report.results().get(0).outcome()).isInstanceOf(Outcome.Passed.class);
        assertBug(report.results().get(1).outcome(), "two probes are called test.word");
    }

    @Test
    void a_miss_is_passed_on_with_its_reason() throws Exception {
        stage.end(ONE).complete(Observed.missed(Reason.CONNECTION_REFUSED, "192.0.2.1:25 refused"));

        Report report = auditor.run(stage.check, ONE).await();

        assertThat(only(report))
                .isEqualTo(new Outcome.Inconclusive(Reason.CONNECTION_REFUSED, "192.0.2.1:25 refused", List.of()));
    }

    @Test
    void a_lacking_consent_skips_the_check_and_sends_nothing() throws Exception {
        Capability<Wire> naming = Capability.of("NAMING", Set.of(Consent.NAME), Observed::saw);
        Probe<HostAddress, Stage.Word> probe =
                Probe.of("test.naming", HostAddress.class, Stage.Word.class, naming, (target, wire) -> {
                    stage.looks.incrementAndGet();
                    return Step.saw(new Stage.Word("good"));
                });

        Report report = auditor.run(Stage.check("test.naming", probe), ONE).await();

        assertThat(reason(only(report))).isEqualTo(Reason.NOT_CONSENTED);
        assertThat(only(report)).isInstanceOf(Outcome.Skipped.class);
        assertThat(stage.looks).hasValue(0);
    }

    @Test
    void an_optional_capability_is_lacking_with_a_reason_and_the_look_goes_on() throws Exception {
        Capability<Observed<Wire>> naming = Capability.of(
                        "NAMING", Set.of(Consent.NAME), (Wire wire) -> Observed.saw(wire))
                .optional();
        Probe<HostAddress, Stage.Word> probe = Probe.of(
                "test.naming",
                HostAddress.class,
                Stage.Word.class,
                naming,
                (target, wire) ->
                        Step.saw(new Stage.Word(wire.match(w -> "named", (reason, detail) -> reason.name()))));
        Check<HostAddress> check = Stage.check("test.naming", probe);

        Report report = auditor.run(check, ONE).await();

        assertThat(only(report)).isEqualTo(new Outcome.Passed("it said NOT_CONSENTED", List.of()));
        assertThat(check.consents()).isEmpty();
        assertThat(check.furtherConsents()).containsExactly(Consent.CONNECT, Consent.NAME);
    }

    @Test
    void a_listener_sees_an_end_for_every_start_and_cannot_break_anything() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        AuditListener listener = new AuditListener() {
            private void note(String event) {
                events.add(event);
                throw new IllegalStateException("a listener that always fails");
            }

            @Override
            public void runStarted(long run) {
                note("run " + run);
            }

            @Override
            public void lookStarted(long look, String probe, Target target) {
                note("look " + probe + " " + target);
            }

            @Override
            public void looked(long look, Sighting<?> sighting, Duration took) {
                note("looked " + sighting.probe());
            }

            @Override
            public void judged(long run, CheckResult result) {
                note("judged " + result.check());
            }

            @Override
            public void runFinished(long run, Report report) {
                note("finished " + run);
            }
        };
        stage.says("192.0.2.1", "good");
        try (Auditor listened = Stage.auditor().listener(listener).build()) {
            assertThat(listened.run(stage.check, ONE).await().verdict()).isEqualTo(Verdict.PASSED);
        }

        assertThat(events)
                .containsExactly(
                        "run 1", "look test.word 192.0.2.1", "looked test.word", "judged test.word", "finished 1");
    }
}
