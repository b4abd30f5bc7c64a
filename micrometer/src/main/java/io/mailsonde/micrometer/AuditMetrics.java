package io.mailsonde.micrometer;

import io.mailsonde.AuditListener;
import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.check.Sighting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps meters of one or several auditors:
 *
 * <pre>{@code
 * AuditMetrics metrics = AuditMetrics.of(registry);
 * Auditor auditor = Auditor.builder(scope).listener(metrics).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>Name</th><th>Kind</th><th>Tags</th></tr>
 * <tr><td>{@code mailsonde.run}</td><td>timer</td><td>{@code verdict}</td></tr>
 * <tr><td>{@code mailsonde.runs.active}</td><td>gauge</td><td></td></tr>
 * <tr><td>{@code mailsonde.look}</td><td>timer</td><td>{@code probe}, {@code outcome}, {@code reason}</td></tr>
 * <tr><td>{@code mailsonde.looks.active}</td><td>gauge</td><td></td></tr>
 * <tr><td>{@code mailsonde.check}</td><td>timer</td><td>{@code check}, {@code outcome}, {@code reason}</td></tr>
 * <tr><td>{@code mailsonde.findings}</td><td>counter</td><td>{@code finding}, {@code severity}</td></tr>
 * </table>
 *
 * <p>The values of tags are ids of probes, checks and findings, which stand in code, and constants in lower case; {@code reason} is {@code none}
 * where something was seen or judged. Nothing that a peer says and no target becomes a tag, so the number of meters is bounded by the plan.
 *
 * <p>The gauges belong to the first object that is made for a registry and its tags: use one object for all auditors of a registry, or tell them
 * apart by tags. Safe for use by several threads.
 */
public final class AuditMetrics implements AuditListener {
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();

    private AuditMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
    }

    /**
     * Meters in a registry.
     *
     * @param registry where the meters are kept
     * @return a listener that keeps them
     */
    public static AuditMetrics of(MeterRegistry registry) {
        return of(registry, Tags.empty());
    }

    /**
     * Meters in a registry, with further tags, such as the name of an auditor.
     *
     * @param registry where the meters are kept
     * @param tags what every meter is tagged with
     * @return a listener that keeps them
     */
    public static AuditMetrics of(MeterRegistry registry, Iterable<Tag> tags) {
        AuditMetrics metrics = new AuditMetrics(registry, tags);
        metrics.gauge("mailsonde.runs.active", "Runs that go on", metrics.runs);
        metrics.gauge("mailsonde.looks.active", "Looks that go on", metrics.looks);
        return metrics;
    }

    private void gauge(String name, String description, AtomicLong number) {
        Gauge.builder(name, number, AtomicLong::doubleValue)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void runStarted(long run) {
        runs.incrementAndGet();
    }

    @Override
    public void runFinished(long run, Report report) {
        runs.decrementAndGet();
        time("mailsonde.run", "Runs", Tags.of("verdict", word(report.verdict())), report.took());
    }

    @Override
    public void lookStarted(long look, String probe, Target target) {
        looks.incrementAndGet();
    }

    @Override
    public void looked(long look, Sighting<?> sighting, Duration took) {
        looks.decrementAndGet();
        String outcome = sighting.observed().match(seen -> "seen", (reason, detail) -> "missed");
        String why = sighting.observed().match(seen -> NONE, (reason, detail) -> word(reason));
        time(
                "mailsonde.look",
                "Looks of probes",
                Tags.of("probe", sighting.probe(), "outcome", outcome, "reason", why),
                took);
    }

    @Override
    public void judged(long run, CheckResult result) {
        Outcome outcome = result.outcome();
        String how = outcome.match(
                passed -> "passed", failed -> "failed", inconclusive -> "inconclusive", skipped -> "skipped");
        String why = outcome.match(
                passed -> NONE, failed -> NONE, open -> word(open.reason()), skipped -> word(skipped.reason()));
        time(
                "mailsonde.check",
                "Checks, from the first look until they are judged",
                Tags.of("check", result.check(), "outcome", how, "reason", why),
                result.took());
        outcome.findings().forEach(this::count);
    }

    private void count(Finding finding) {
        Counter.builder("mailsonde.findings")
                .description("Findings of checks")
                .tags(tags.and("finding", finding.id(), "severity", word(finding.severity())))
                .register(registry)
                .increment();
    }

    private void time(String name, String description, Tags of, Duration took) {
        Timer.builder(name)
                .description(description)
                .tags(tags.and(of))
                .register(registry)
                .record(took);
    }

    /** Constants as tags, and as the documents write them: in lower case. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
