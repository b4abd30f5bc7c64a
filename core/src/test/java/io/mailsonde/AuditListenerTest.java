package io.mailsonde;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every start that a listener is told of has its end, however it comes. */
class AuditListenerTest {
    private static final HostAddress ONE = HostAddress.of("192.0.2.1");
    private static final String LOOK = "look 192.0.2.1";

    private final Stage stage = new Stage();
    private final Ledger ledger = new Ledger();
    private Auditor auditor = Stage.auditor().listener(ledger).build();

    @AfterEach
    void close() {
        auditor.close();
    }

    @Test
    void a_run_that_is_cancelled() throws Exception {
        Run run = auditor.run(stage.check, ONE);
        CompletableFuture<Report> report = run.start();
        ledger.await(LOOK);

        run.cancel();

        report.get(20, SECONDS);
        assertThat(ledger.settled())
                .containsExactly("run", LOOK, "looked 192.0.2.1 CANCELLED", "judged test.word", "finished");
    }

    @Test
    void a_run_whose_future_is_cancelled() throws Exception {
        CompletableFuture<Report> report = auditor.run(stage.check, ONE).start();
        ledger.await(LOOK);

        report.cancel(true);

        ledger.await("finished");
        assertThat(ledger.settled()).contains("looked 192.0.2.1 CANCELLED", "judged test.word");
    }

    @Test
    void a_run_whose_time_is_over() throws Exception {
        auditor.run(stage.check, ONE).within(Duration.ofMillis(1)).start().get(20, SECONDS);

        assertThat(ledger.settled()).contains("judged test.word").endsWith("finished");
    }

    @Test
    void an_auditor_that_is_closed() throws Exception {
        CompletableFuture<Report> run = auditor.run(stage.check, ONE).start();
        CompletableFuture<Long> stream = auditor.stream(Plan.of(stage.check), Stage.addresses("192.0.2.2"))
                .forEach(report -> {});
        ledger.await(LOOK);
        ledger.await("look 192.0.2.2");

        auditor.close();

        run.get(20, SECONDS);
        assertThat(stream.handle((count, thrown) -> thrown).get(20, SECONDS)).isNotNull();
        assertThat(ledger.settled())
                .contains("looked 192.0.2.1 CANCELLED", "looked 192.0.2.2 CANCELLED")
                .filteredOn("finished"::equals)
                .hasSize(2);
    }

    @Test
    void a_stream_that_is_cancelled() throws Exception {
        CompletableFuture<Long> stream = auditor.stream(
                        Plan.of(stage.check), Stage.addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"))
                .maxInFlight(2)
                .forEach(report -> {});
        ledger.await(LOOK);
        ledger.await("look 192.0.2.2");

        stream.cancel(true);

        assertThat(ledger.settled())
                .contains("looked 192.0.2.1 CANCELLED", "looked 192.0.2.2 CANCELLED")
                .filteredOn("finished"::equals)
                .hasSize(2);
    }

    @Test
    void a_probe_that_crashes_on_an_assertion() throws Exception {
        Probe<HostAddress, Stage.Word> crashing =
                Probe.of("test.crash", HostAddress.class, Stage.Word.class, Stage.WIRE, (target, wire) -> {
                    throw new AssertionError("must not happen");
                });

        Report report =
                auditor.run(Stage.check("test.crash", crashing), ONE).start().get(20, SECONDS);

        assertThat(Stage.reason(Stage.only(report))).isEqualTo(Reason.CHECK_BUG);
        assertThat(ledger.settled())
                .containsExactly("run", LOOK, "looked 192.0.2.1 CHECK_BUG", "judged test.crash", "finished");
    }

    @Test
    void a_shared_look_whose_starter_crashed_ends_for_the_run_that_joined() throws Exception {
        CountDownLatch joined = new CountDownLatch(1);
        Probe<HostAddress, Stage.Word> crashing = Probe.of(
                        "test.crash", HostAddress.class, Stage.Word.class, Stage.WIRE, (target, wire) -> {
                            awaitQuietly(joined);
                            throw new AssertionError("must not happen");
                        })
                .freshFor(Duration.ofMinutes(1));
        Check<HostAddress> check = Stage.check("test.crash", crashing);
        CompletableFuture<Report> starter =
                auditor.run(check, ONE).reusing(Duration.ofMinutes(1)).start();
        ledger.await(LOOK);
        // takes 192.0.2.2 after ONE: when that look has started, it has joined the look at ONE
        CompletableFuture<Report> joiner = auditor.run(check, Stage.addresses("192.0.2.1", "192.0.2.2"))
                .reusing(Duration.ofMinutes(1))
                .start();
        ledger.await("look 192.0.2.2");
        joined.countDown();

        assertThat(Stage.reason(Stage.only(starter.get(20, SECONDS)))).isEqualTo(Reason.CHECK_BUG);
        assertThat(joiner.get(20, SECONDS).results())
                .extracting(result -> Stage.reason(result.outcome()))
                .containsExactly(Reason.CHECK_BUG, Reason.CHECK_BUG);
        assertThat(ledger.settled()).containsOnlyOnce("looked 192.0.2.1 CHECK_BUG");
    }

    @Test
    void a_judge_that_crashes_on_an_assertion() throws Exception {
        Probe<HostAddress, Stage.Word> seeing = Probe.of(
                "test.word",
                HostAddress.class,
                Stage.Word.class,
                Stage.WIRE,
                (target, wire) -> Step.saw(new Stage.Word("good")));
        Check<HostAddress> crashing = Check.of(
                new CheckInfo("test.word", "a word", Practice.MODERN_MAIL, List.of(), List.of()),
                seeing,
                (target, word) -> {
                    throw new AssertionError("must not happen");
                });

        Report report = auditor.run(crashing, ONE).start().get(20, SECONDS);

        assertThat(Stage.reason(Stage.only(report))).isEqualTo(Reason.CHECK_BUG);
        assertThat(ledger.settled())
                .containsExactly("run", LOOK, "looked 192.0.2.1 seen", "judged test.word", "finished");
    }

    @Test
    void a_look_that_its_starter_leaves_goes_on_for_the_other_run() throws Exception {
        Probe<HostAddress, Stage.Word> fresh = Probe.of(
                        "test.word",
                        HostAddress.class,
                        Stage.Word.class,
                        Stage.WIRE,
                        (target, wire) -> Step.of(stage.end(target)))
                .freshFor(Duration.ofMinutes(1));
        Check<HostAddress> check = Stage.check("test.word", fresh);
        Run starter = auditor.run(check, ONE).reusing(Duration.ofMinutes(1));
        CompletableFuture<Report> left = starter.start();
        ledger.await(LOOK);
        // takes 192.0.2.2 after ONE: when that look has started, it has joined the look at ONE
        CompletableFuture<Report> stays = auditor.run(check, Stage.addresses("192.0.2.1", "192.0.2.2"))
                .reusing(Duration.ofMinutes(1))
                .start();
        ledger.await("look 192.0.2.2");
        starter.cancel();
        left.get(20, SECONDS);
        stage.says("192.0.2.1", "good");
        stage.says("192.0.2.2", "good");

        assertThat(stays.get(20, SECONDS).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(ledger.settled())
                .containsOnlyOnce(LOOK, "looked 192.0.2.1 seen")
                .doesNotContain("looked 192.0.2.1 CANCELLED")
                .containsSubsequence("finished", "looked 192.0.2.1 seen", "finished");
    }

    @Test
    void a_look_that_is_cancelled_while_its_start_is_told_is_told_in_order_and_sends_nothing() throws Exception {
        AtomicReference<Run> run = new AtomicReference<>();
        AuditListener cancelling = new AuditListener() {
            @Override
            public void lookStarted(long look, String probe, Target target) {
                run.get().cancel();
            }
        };
        auditor.close();
        auditor = Stage.auditor()
                .executor(Runnable::run) // the look ends before cancel() returns
                .listener(cancelling.andThen(ledger))
                .build();
        run.set(auditor.run(stage.check, ONE));

        run.get().start().get(20, SECONDS);

        assertThat(ledger.settled())
                .containsExactly("run", LOOK, "looked 192.0.2.1 CANCELLED", "judged test.word", "finished");
        assertThat(stage.looks).hasValue(0);
    }

    @Test
    void two_listeners_are_told_of_everything_whatever_one_throws() throws Exception {
        Ledger other = new Ledger();
        AuditListener failing = new AuditListener() {
            @Override
            public void runStarted(long run) {
                throw new IllegalStateException("a listener that fails");
            }
        };
        auditor.close();
        auditor =
                Stage.auditor().listener(failing.andThen(ledger).andThen(other)).build();
        stage.says("192.0.2.1", "good");

        auditor.run(stage.check, ONE).start().get(20, SECONDS);

        assertThat(ledger.settled())
                .containsExactly("run", LOOK, "looked 192.0.2.1 seen", "judged test.word", "finished")
                .isEqualTo(other.settled());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
