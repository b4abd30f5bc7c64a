package io.mailsonde;

import static io.mailsonde.Stage.addresses;
import static io.mailsonde.Stage.only;
import static io.mailsonde.Stage.reason;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.check.Check;
import io.mailsonde.check.Observed;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditorTest {
    private static final HostAddress ONE = HostAddress.of("192.0.2.1");
    private static final HostAddress TWO = HostAddress.of("192.0.2.2");

    private final Stage stage = new Stage();
    private Auditor auditor = Stage.auditor().build();

    @AfterEach
    void close() {
        auditor.close();
    }

    private void with(Auditor.Builder builder) {
        auditor.close();
        auditor = builder.build();
    }

    private static Report end(CompletableFuture<Report> report) throws Exception {
        return report.get(20, SECONDS);
    }

    private static TargetSource<HostAddress> many(int count) {
        return TargetSource.of(IntStream.range(0, count)
                .mapToObj(i -> HostAddress.of("10.0." + i / 256 + "." + i % 256))
                .toList());
    }

    @Test
    void judges_what_a_probe_saw() throws Exception {
        stage.says("192.0.2.1", "good");
        stage.says("192.0.2.2", "bad");

        Report report =
                auditor.run(stage.check, addresses("192.0.2.1", "192.0.2.2")).await();

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.results().get(0).outcome()).isEqualTo(new Outcome.Passed("it said good", List.of()));
        assertThat(report.findings()).extracting(Finding::message).containsExactly("it said bad");
        assertThat(report.observations(stage.probe))
                .containsEntry(ONE, Observed.saw(new Stage.Word("good")))
                .containsEntry(TWO, Observed.saw(new Stage.Word("bad")));
        assertThat(report.roots()).containsExactly(ONE, TWO);
    }

    @Test
    void two_checks_of_one_probe_look_once() throws Exception {
        stage.says("192.0.2.1", "good");
        Plan<HostAddress> plan = Plan.forEach(HostAddress.class)
                .with(List.of(
                        stage.check, Stage.check("test.again", stage.probe), Stage.check("test.third", stage.probe)));

        Report report = auditor.run(plan, ONE).await();

        assertThat(report.results()).hasSize(3).allMatch(result -> result.outcome() instanceof Outcome.Passed);
        assertThat(stage.looks).hasValue(1);
        assertThat(report.sightings()).hasSize(1);
    }

    @Test
    void results_stand_in_the_order_of_the_targets_whatever_ends_first() throws Exception {
        CompletableFuture<Report> report = auditor.run(stage.check, addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"))
                .start();

        stage.says("192.0.2.3", "three");
        stage.says("192.0.2.1", "one");
        stage.says("192.0.2.2", "two");

        assertThat(end(report).results())
                .extracting(result -> result.target().text())
                .containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3");
    }

    @Test
    void a_run_reuses_nothing_unless_it_is_told_to() throws Exception {
        stage.says("192.0.2.1", "good");

        auditor.run(stage.check, ONE).await();
        auditor.run(stage.check, ONE).await();
        assertThat(stage.looks).hasValue(2);

        auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1)).await();
        auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1)).await();
        assertThat(stage.looks).as("the first reusing run has nothing to reuse").hasValue(3);
    }

    @Test
    void a_hundred_reusing_runs_at_once_look_once() throws Exception {
        List<CompletableFuture<Report>> reports = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reports.add(
                    auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1)).start());
        }

        stage.says("192.0.2.1", "good");

        for (CompletableFuture<Report> report : reports) {
            assertThat(end(report).verdict()).isEqualTo(Verdict.PASSED);
        }
        assertThat(stage.looks).hasValue(1);
    }

    @Test
    void a_joined_look_goes_on_until_its_last_run_leaves() throws Exception {
        Run leaving = auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1));
        CompletableFuture<Report> left = leaving.start();
        CompletableFuture<Report> staying = auditor.run(stage.check, addresses("192.0.2.1", "192.0.2.2"))
                .reusing(Duration.ofMinutes(1))
                .start();
        stage.says("192.0.2.2", "good");
        leaving.cancel();

        assertThat(reason(only(end(left)))).isEqualTo(Reason.CANCELLED);
        stage.says("192.0.2.1", "good");

        assertThat(end(staying).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void what_we_broke_off_ourselves_is_not_remembered() throws Exception {
        Run cancelled = auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1));
        CompletableFuture<Report> first = cancelled.start();
        cancelled.cancel();
        assertThat(reason(only(end(first)))).isEqualTo(Reason.CANCELLED);
        stage.says("192.0.2.1", "good");

        Report second =
                auditor.run(stage.check, ONE).reusing(Duration.ofMinutes(1)).await();

        assertThat(second.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void a_deadline_leaves_what_is_decided_and_says_what_is_not() throws Exception {
        stage.says("192.0.2.1", "good");

        Report report = auditor.run(stage.check, addresses("192.0.2.1", "192.0.2.2"))
                .within(Duration.ofMillis(200))
                .await();

        assertThat(report.results().get(0).outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(report.results().get(1).outcome())
                .isEqualTo(new Outcome.Inconclusive(Reason.DEADLINE_PASSED, "the run's 200 ms were over", List.of()));
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void a_cancelled_run_reports_every_target() throws Exception {
        Run run = auditor.run(stage.check, many(10_000));
        CompletableFuture<Report> report = run.start();

        run.cancel();

        assertThat(end(report).results())
                .hasSize(10_000)
                .allMatch(result -> reason(result.outcome()) == Reason.CANCELLED);
    }

    @Test
    void cancelling_the_future_cancels_the_run() throws Exception {
        CountDownLatch finished = new CountDownLatch(1);
        with(Stage.auditor().listener(new AuditListener() {
            @Override
            public void runFinished(long run, Report report) {
                finished.countDown();
            }
        }));

        auditor.run(stage.check, ONE).start().cancel(true);

        assertThat(finished.await(20, SECONDS)).isTrue();
    }

    @Test
    void never_more_targets_in_flight_than_allowed() throws Exception {
        with(Stage.auditor().maxInFlight(7));
        CompletableFuture<Report> report = auditor.run(stage.check, many(100)).start();
        many(100).targets().forEachRemaining(target -> stage.says(target.text(), "good"));

        assertThat(end(report).results()).hasSize(100);
        assertThat(stage.most.get()).isLessThanOrEqualTo(7);
    }

    @Test
    void a_source_that_fails_loses_nothing_that_it_gave() throws Exception {
        stage.says("192.0.2.1", "good");
        Iterator<HostAddress> failing = new Iterator<>() {
            private boolean given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public HostAddress next() {
                if (given) {
                    throw new IllegalStateException("disk gone");
                }
                given = true;
                return ONE;
            }
        };

        Report report = auditor.run(stage.check, (TargetSource<HostAddress>) () -> failing)
                .await();

        assertThat(only(report)).isInstanceOf(Outcome.Passed.class);
        assertThat(report.notices()).anyMatch(notice -> notice.contains("disk gone"));
    }

    @Test
    void a_source_that_gives_nothing_or_breaks_ends_the_run_all_the_same() throws Exception {
        List<HostAddress> withNull = new ArrayList<>();
        withNull.add(null);
        TargetSource<HostAddress> breaking = () -> {
            throw new AssertionError("no list");
        };

        assertThat(end(auditor.run(stage.check, TargetSource.of(withNull)).start())
                        .notices())
                .anyMatch(notice -> notice.contains("no target"));
        assertThat(end(auditor.run(stage.check, breaking).start()).notices())
                .anyMatch(notice -> notice.contains("no list"));
    }

    @Test
    void an_endless_source_ends_with_the_run() throws Exception {
        Iterator<HostAddress> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public HostAddress next() {
                return ONE;
            }
        };
        Run run = auditor.run(stage.check, (TargetSource<HostAddress>) () -> endless);
        CompletableFuture<Report> report = run.start();

        run.cancel();

        assertThat(end(report).notices()).anyMatch(notice -> notice.contains("no more were drawn"));
    }

    @Test
    void a_view_that_breaks_is_a_result_of_each_check_of_the_plan() throws Exception {
        Plan<HostAddress> broken = Plan.forEach(HostAddress.class)
                .each(
                        stage.probe.map(word -> {
                            throw new IllegalStateException("oh no");
                        }),
                        Plan.of(stage.check));
        stage.says("192.0.2.1", "good");

        assertThat(reason(only(end(auditor.run(broken, ONE).start())))).isEqualTo(Reason.CHECK_BUG);
    }

    @Test
    void a_run_may_take_as_long_as_it_likes() throws Exception {
        stage.says("192.0.2.1", "good");

        assertThat(auditor.run(stage.check, ONE)
                        .within(Duration.ofSeconds(Long.MAX_VALUE))
                        .await()
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }

    @Test
    void an_event_loop_group_that_is_gone_is_said_to_be_gone() throws Exception {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        with(Stage.auditor().eventLoopGroup(loops));
        loops.shutdownGracefully(0, 1, SECONDS).await(20, SECONDS);

        assertThatThrownBy(() -> end(auditor.run(stage.check, ONE).start()))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("event loops");
    }

    @Test
    void an_empty_source_decides_nothing() throws Exception {
        Report report = auditor.run(stage.check, many(0)).await();

        assertThat(report.results()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void an_event_loop_group_that_was_handed_in_is_not_shut_down() throws Exception {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            with(Stage.auditor().eventLoopGroup(loops));
            stage.says("192.0.2.1", "good");
            assertThat(auditor.run(stage.check, ONE).await().verdict()).isEqualTo(Verdict.PASSED);
            auditor.close();

            assertThat(loops.isShuttingDown()).isFalse();
            assertThat(loops.submit(() -> "alive").get(20, SECONDS)).isEqualTo("alive");
        } finally {
            loops.shutdownGracefully(0, 1, SECONDS).await(20, SECONDS);
        }
    }

    @Test
    void waiting_on_an_event_loop_is_refused() throws Exception {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            with(Stage.auditor().eventLoopGroup(loops));
            Run run = auditor.run(stage.check, ONE);

            assertThatThrownBy(() -> loops.submit(run::await).get(20, SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must not wait");
        } finally {
            auditor.close();
            loops.shutdownGracefully(0, 1, SECONDS).await(20, SECONDS);
        }
    }

    @Test
    void a_run_starts_once_and_not_on_a_closed_auditor() {
        Run run = auditor.run(stage.check, ONE);
        CompletableFuture<Report> first = run.start();

        assertThatThrownBy(run::start).isInstanceOf(IllegalStateException.class);
        auditor.close();
        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        assertThatThrownBy(() -> auditor.run(stage.check, ONE).start().get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closing_the_auditor_ends_its_runs() {
        CompletableFuture<Report> report = auditor.run(stage.check, many(1_000)).start();

        auditor.close();

        assertThat(report)
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(done -> assertThat(done.results())
                        .hasSize(1_000)
                        .allMatch(result -> reason(result.outcome()) == Reason.CANCELLED));
    }

    @Test
    void a_plan_says_what_it_will_do_before_anything_is_sent() {
        Check<HostAddress> check = stage.check;

        assertThat(Plan.of(check).describe(Scope.networks("192.0.2.0/24").consentingTo(Consent.NAME)))
                .isEqualTo("""
                        checks: test.word
                        looks: test.word through WIRE
                        scope: 192.0.2.0/24; consents: connect, name
                        needs consent to: none
                        lacks: none
                        could use: none
                        """);
        assertThat(stage.looks).hasValue(0);
    }
}
