package io.mailsonde.micrometer;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Practice;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Run;
import io.mailsonde.Scope;
import io.mailsonde.Severity;
import io.mailsonde.TargetSource;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Wire;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditMetricsTest {
    private static final HostAddress ONE = HostAddress.of("192.0.2.1");
    private static final FindingType<Word> BAD = FindingType.of("test.word/bad", Severity.HIGH, Word.class, "{word}");
    private static final Capability<Wire> WIRE = Capability.of("WIRE", Set.of(), Observed::saw);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditMetrics metrics = AuditMetrics.of(registry);
    private final CountDownLatch looking = new CountDownLatch(1);

    /** What the probe sees, and what the finding says. */
    public record Word(String word) {}

    /** Passes for every word but "bad". */
    private Check<HostAddress> check(CompletableFuture<Observed<Word>> word) {
        Probe<HostAddress, Word> probe = Probe.of("test.word", HostAddress.class, Word.class, WIRE, (target, wire) -> {
            looking.countDown();
            return Step.of(word);
        });
        return Check.of(
                new CheckInfo("test.word", "a word", Practice.MODERN_MAIL, List.of(), List.of(BAD)),
                probe,
                (target, seen) -> Outcome.judged(
                        seen.word().equals("bad") ? List.of(BAD.firm(target, seen)) : List.of(),
                        "it said " + seen.word()));
    }

    private static CompletableFuture<Observed<Word>> says(String word) {
        return CompletableFuture.completedFuture(Observed.saw(new Word(word)));
    }

    private static Auditor auditor(AuditMetrics listener) {
        return Auditor.builder(Scope.dnsOnly())
                .dnsServers(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .trustAnchors(List.of())
                .listener(listener)
                .build();
    }

    private double active(String what) {
        return registry.get("mailsonde." + what + ".active").gauge().value();
    }

    @Test
    void runs_looks_and_checks_are_timed_and_findings_are_counted() throws Exception {
        Report report;
        try (Auditor auditor = auditor(metrics)) {
            report = auditor.run(check(says("bad")), ONE).await();
        }

        Timer run = registry.get("mailsonde.run").tags("verdict", "failed").timer();
        assertThat(run.count()).isEqualTo(1);
        assertThat(run.totalTime(NANOSECONDS)).isEqualTo((double) report.took().toNanos());
        Timer look = registry.get("mailsonde.look")
                .tags("probe", "test.word", "outcome", "seen", "reason", "none")
                .timer();
        assertThat(look.count()).isEqualTo(1);
        Timer check = registry.get("mailsonde.check")
                .tags("check", "test.word", "outcome", "failed", "reason", "none")
                .timer();
        assertThat(check.count()).isEqualTo(1);
        assertThat(check.totalTime(NANOSECONDS))
                .isEqualTo((double) report.results().get(0).took().toNanos())
                .isGreaterThanOrEqualTo(look.totalTime(NANOSECONDS));
        assertThat(registry.get("mailsonde.findings")
                        .tags("finding", "test.word/bad", "severity", "high")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(active("runs")).isZero();
        assertThat(active("looks")).isZero();
    }

    @Test
    void what_is_in_flight_is_counted_until_it_is_cancelled() throws Exception {
        try (Auditor auditor = auditor(metrics)) {
            Run run = auditor.run(check(new CompletableFuture<>()), ONE);
            CompletableFuture<Report> report = run.start();
            assertThat(looking.await(20, SECONDS)).isTrue();
            assertThat(active("runs")).isEqualTo(1);
            assertThat(active("looks")).isEqualTo(1);

            run.cancel();
            report.get(20, SECONDS);

            assertThat(active("runs")).isZero();
            assertThat(active("looks")).isZero();
            assertThat(registry.get("mailsonde.look")
                            .tags("outcome", "missed", "reason", "cancelled")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("mailsonde.check")
                            .tags("outcome", "inconclusive", "reason", "cancelled")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void many_targets_and_hostile_words_make_no_further_meters() throws Exception {
        Observed<Word> hostile = Observed.missed(Reason.PROTOCOL_VIOLATION, "\r\nwhatever the peer said");
        TargetSource<HostAddress> targets = TargetSource.of(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> HostAddress.of("192.0.2." + i))
                .toList());
        try (Auditor auditor = auditor(metrics)) {
            auditor.run(check(CompletableFuture.completedFuture(hostile)), targets)
                    .await();
        }

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(
                        "mailsonde.run",
                        "mailsonde.runs.active",
                        "mailsonde.look",
                        "mailsonde.looks.active",
                        "mailsonde.check");
        assertThat(registry.get("mailsonde.look")
                        .tags("reason", "protocol_violation")
                        .timer()
                        .count())
                .isEqualTo(200);
    }

    @Test
    void further_tags_tell_auditors_of_one_registry_apart() throws Exception {
        AuditMetrics other = AuditMetrics.of(registry, Tags.of("auditor", "other"));
        try (Auditor auditor = auditor(other)) {
            auditor.run(check(says("good")), ONE).await();
        }

        assertThat(registry.getMeters())
                .filteredOn(meter -> meter.getId().getType() == Meter.Type.TIMER)
                .isNotEmpty()
                .allMatch(meter -> "other".equals(meter.getId().getTag("auditor")));
        assertThat(registry.find("mailsonde.runs.active").gauges()).hasSize(2);
    }
}
