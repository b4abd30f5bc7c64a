package io.mailsonde;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportStreamTest {
    private final Stage stage = new Stage();
    private final Plan<HostAddress> plan = Plan.of(stage.check);
    private Auditor auditor = Stage.auditor().build();

    @AfterEach
    void close() {
        auditor.close();
    }

    /** Takes reports when the test wants to. */
    private static final class Taker implements Flow.Subscriber<Report> {
        private final LinkedBlockingQueue<Report> reports = new LinkedBlockingQueue<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(Report report) {
            reports.add(report);
        }

        @Override
        public void onError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }

        void request(long count) {
            subscription.join().request(count);
        }

        String next() throws InterruptedException {
            Report report = reports.poll(20, SECONDS);
            return report == null ? "nothing" : report.roots().get(0).text();
        }
    }

    private static HostAddress host(int network, int host) {
        return HostAddress.of("10.0." + network + "." + host);
    }

    private static TargetSource<HostAddress> many(int count) {
        return TargetSource.of(IntStream.range(0, count)
                .mapToObj(i -> HostAddress.of("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256))
                .toList());
    }

    /** A check whose looks end at once. */
    private static Plan<HostAddress> quick(AtomicInteger looks) {
        Probe<HostAddress, Stage.Word> probe =
                Probe.of("test.word", HostAddress.class, Stage.Word.class, Stage.WIRE, (target, wire) -> {
                    looks.incrementAndGet();
                    return Step.saw(new Stage.Word("good"));
                });
        return Plan.of(Stage.check("test.word", probe));
    }

    @Test
    void every_target_has_one_report() throws Exception {
        Set<Target> seen = ConcurrentHashMap.newKeySet();
        AtomicInteger twice = new AtomicInteger();

        Long count = auditor.stream(quick(new AtomicInteger()), many(20_000))
                .maxInFlight(50)
                .forEach(report -> twice.addAndGet(seen.addAll(report.roots()) ? 0 : 1))
                .get(60, SECONDS);

        assertThat(count).isEqualTo(20_000);
        assertThat(seen).hasSize(20_000);
        assertThat(twice).hasValue(0);
    }

    @Test
    void no_more_are_begun_than_there_is_room_for() throws Exception {
        CompletableFuture<Long> count =
                auditor.stream(plan, many(40)).maxInFlight(3).forEach(report -> {});

        for (int i = 0; i < 40; i++) {
            stage.says("10.0.0." + i, "good");
        }

        assertThat(count.get(20, SECONDS)).isEqualTo(40);
        assertThat(stage.most.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void no_more_are_drawn_than_reports_are_asked_for() throws Exception {
        AtomicInteger drawn = new AtomicInteger();
        Iterator<HostAddress> endless = IntStream.iterate(0, i -> (i + 1) % 65536)
                .peek(i -> drawn.incrementAndGet())
                .mapToObj(i -> host(i / 256, i % 256))
                .iterator();
        Taker taker = new Taker();
        auditor.stream(quick(new AtomicInteger()), (TargetSource<HostAddress>) () -> endless)
                .subscribe(taker);

        taker.request(2);
        assertThat(List.of(taker.next(), taker.next())).containsExactlyInAnyOrder("10.0.0.0", "10.0.0.1");
        taker.request(1);
        assertThat(taker.next()).isEqualTo("10.0.0.2");

        assertThat(drawn).hasValue(3);
        taker.subscription.join().cancel();
    }

    @Test
    void reports_come_as_they_are_ready() throws Exception {
        Taker taker = new Taker();
        auditor.stream(plan, Stage.addresses("192.0.2.1", "192.0.2.2", "192.0.2.3"))
                .subscribe(taker);
        taker.request(10);

        for (String next : List.of("192.0.2.2", "192.0.2.3", "192.0.2.1")) {
            stage.says(next, "good");
            assertThat(taker.next()).isEqualTo(next);
        }
        taker.end.get(20, SECONDS);
    }

    @Test
    void a_network_leaves_room_for_others() throws Exception {
        List<HostAddress> hosts = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> hosts.add(host(1, i)));
        hosts.add(host(2, 1));
        stage.says("10.0.2.1", "good");
        Taker taker = new Taker();

        auditor.stream(plan, TargetSource.of(hosts)).maxInFlight(50).subscribe(taker);
        taker.request(1_000);

        assertThat(taker.next())
                .as("the only one that answers, behind 200 of another network")
                .isEqualTo("10.0.2.1");
        IntStream.range(0, 200).forEach(i -> stage.says("10.0.1." + i, "good"));
        taker.end.get(20, SECONDS);
        assertThat(taker.reports).hasSize(200);
    }

    @Test
    void a_look_answers_for_all_targets_that_have_enough_in_common() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Probe<HostAddress, Stage.Word> probe = Probe.of(
                        "test.word", HostAddress.class, Stage.Word.class, Stage.WIRE, (target, wire) -> {
                            looks.incrementAndGet();
                            return Step.saw(new Stage.Word("good"));
                        })
                .freshEachRun()
                .sharedBy(host -> host.address().getAddress()[3]);
        Plan<HostAddress> shared = Plan.of(Stage.check("test.word", probe));
        List<String> results = new ArrayList<>();

        auditor.stream(shared, Stage.addresses("192.0.2.1", "198.51.100.1", "203.0.113.2"))
                .forEach(report -> {
                    results.add(report.results().get(0).target().text());
                    assertThat(report.observations(probe).keySet())
                            .as("each report can be judged again by itself")
                            .containsExactly((HostAddress) report.roots().get(0));
                })
                .get(20, SECONDS);

        assertThat(results).containsExactlyInAnyOrder("192.0.2.1", "198.51.100.1", "203.0.113.2");
        assertThat(looks).hasValue(2);
    }

    @Test
    void looks_anew_for_each_target_if_nothing_is_reused() throws Exception {
        AtomicInteger looks = new AtomicInteger();

        auditor.stream(quick(looks), Stage.addresses("192.0.2.1", "192.0.2.1"))
                .reusing(Duration.ZERO)
                .forEach(report -> {})
                .get(20, SECONDS);

        assertThat(looks).hasValue(2);
    }

    @Test
    void a_check_that_crashes_leaves_the_others() throws Exception {
        Probe<HostAddress, Stage.Word> crashing =
                Probe.of("test.crash", HostAddress.class, Stage.Word.class, Stage.WIRE, (target, wire) -> {
                    throw new IllegalStateException("crash");
                });
        Plan<HostAddress> both = quick(new AtomicInteger()).with(List.of(Stage.check("test.crash", crashing)));
        List<Report> reports = new ArrayList<>();

        auditor.stream(both, many(3)).forEach(reports::add).get(20, SECONDS);

        assertThat(reports).hasSize(3).allSatisfy(report -> {
            assertThat(report.results().get(0).outcome()).isInstanceOf(Outcome.Passed.class);
            assertThat(Stage.reason(report.results().get(1).outcome())).isEqualTo(Reason.CHECK_BUG);
        });
    }

    @Test
    void each_target_has_its_own_deadline() throws Exception {
        stage.says("192.0.2.2", "good");
        List<String> outcomes = new ArrayList<>();

        auditor.stream(plan, Stage.addresses("192.0.2.1", "192.0.2.2"))
                .within(Duration.ofMillis(100))
                .forEach(report -> outcomes.add(report.verdict() + " " + report.roots()))
                .get(20, SECONDS);

        assertThat(outcomes).containsExactly("PASSED [192.0.2.2]", "UNDECIDED [192.0.2.1]");
    }

    @Test
    void a_source_that_breaks_ends_the_stream_after_what_was_drawn() {
        Iterator<HostAddress> breaking = IntStream.range(0, 3)
                .mapToObj(i -> {
                    if (i == 2) {
                        throw new IllegalStateException("the disk is gone");
                    }
                    return host(0, i);
                })
                .iterator();
        List<Report> reports = new ArrayList<>();

        CompletableFuture<Long> count = auditor.stream(
                        quick(new AtomicInteger()), (TargetSource<HostAddress>) () -> breaking)
                .forEach(reports::add);

        assertThatThrownBy(() -> count.get(20, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("the disk is gone");
        assertThat(reports).hasSize(2);
    }

    @Test
    void targets_may_come_from_a_publisher() throws Exception {
        AtomicInteger reports = new AtomicInteger();
        CompletableFuture<Long> count;
        try (SubmissionPublisher<HostAddress> publisher = new SubmissionPublisher<>()) {
            count = auditor.stream(quick(new AtomicInteger()), publisher)
                    .maxInFlight(10)
                    .forEach(report -> reports.incrementAndGet());
            while (publisher.getNumberOfSubscribers() == 0) {
                Thread.onSpinWait();
            }
            many(1_000).targets().forEachRemaining(publisher::submit);
        }
        assertThat(count.get(20, SECONDS)).isEqualTo(1_000);
        assertThat(reports).hasValue(1_000);
    }

    @Test
    void a_publisher_that_sends_more_than_it_was_asked_for_is_left() {
        Flow.Publisher<HostAddress> flooding = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                IntStream.range(0, 10_000).forEach(i -> subscriber.onNext(host(i / 256, i % 256)));
            }

            @Override
            public void cancel() {}
        });

        CompletableFuture<Long> count =
                auditor.stream(quick(new AtomicInteger()), flooding).forEach(report -> {});

        assertThatThrownBy(() -> count.get(20, SECONDS)).hasMessageContaining("more than it was asked for");
    }

    @Test
    void cancelling_ends_what_is_in_flight() throws Exception {
        CountDownLatch ended = new CountDownLatch(2);
        auditor.close();
        auditor = Stage.auditor()
                .listener(new AuditListener() {
                    @Override
                    public void runFinished(long run, Report report) {
                        assertThat(Stage.reason(Stage.only(report))).isEqualTo(Reason.CANCELLED);
                        ended.countDown();
                    }
                })
                .build();
        CompletableFuture<Long> count =
                auditor.stream(plan, many(100)).maxInFlight(2).forEach(report -> {});
        while (stage.looks.get() < 2) {
            Thread.onSpinWait();
        }

        count.cancel(true);

        assertThat(ended.await(20, SECONDS)).isTrue();
        assertThat(stage.looks).as("nothing more is begun").hasValue(2);
    }

    @Test
    void a_consumer_that_throws_ends_the_stream_and_is_told_of() {
        CompletableFuture<Long> count = auditor.stream(quick(new AtomicInteger()), many(100))
                .forEach(report -> {
                    throw new IllegalStateException("the disk is full");
                });

        assertThatThrownBy(() -> count.get(20, SECONDS)).hasMessageContaining("the disk is full");
    }

    @Test
    void closing_the_auditor_ends_the_stream_with_the_reports_of_what_was_begun() throws Exception {
        Taker taker = new Taker();
        auditor.stream(plan, many(100)).maxInFlight(2).subscribe(taker);
        taker.request(50);
        while (stage.looks.get() < 2) {
            Thread.onSpinWait();
        }

        auditor.close();

        assertThatThrownBy(() -> taker.end.get(20, SECONDS)).hasRootCauseMessage("the auditor was closed");
        assertThat(taker.reports).hasSize(2);
    }

    @Test
    void a_closed_auditor_says_so_to_the_subscriber() {
        auditor.close();

        assertThatThrownBy(() ->
                        auditor.stream(plan, many(1)).forEach(report -> {}).get(20, SECONDS))
                .hasRootCauseMessage("the auditor is closed");
    }

    @Test
    void nonsense_is_refused() {
        ReportStream stream = auditor.stream(plan, many(1));

        assertThatThrownBy(() -> stream.maxInFlight(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.within(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.reusing(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_missed_look_is_a_report_like_any_other() throws Exception {
        stage.end(HostAddress.of("192.0.2.1")).complete(Observed.missed(Reason.TIMED_OUT, "no answer"));
        List<Report> reports = new ArrayList<>();

        auditor.stream(plan, Stage.addresses("192.0.2.1")).forEach(reports::add).get(20, SECONDS);

        assertThat(reports).singleElement().extracting(Report::verdict).isEqualTo(Verdict.UNDECIDED);
    }
}
