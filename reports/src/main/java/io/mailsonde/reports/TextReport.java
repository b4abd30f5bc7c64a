package io.mailsonde.reports;

import io.mailsonde.CheckResult;
import io.mailsonde.Citation;
import io.mailsonde.Confidence;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import io.mailsonde.Target;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.Durations;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A report for people: by target, what each check came to and why; what was skipped stands apart, so that nobody takes it for a pass; the
 * verdict comes last, where a terminal shows it. What quotes a peer is escaped.
 */
public final class TextReport implements ReportWriter {
    static final TextReport PLAIN = new TextReport(false, false);

    private static final int MAX_ROOTS = 3;

    private final boolean evidence;
    private final boolean coloured;

    private TextReport(boolean evidence, boolean coloured) {
        this.evidence = evidence;
        this.coloured = coloured;
    }

    /**
     * With what went over the wire, in the marks of swaks: {@code ->} we, {@code <-} the peer, {@code <**} its refusals, {@code ===} and
     * {@code ***} notes.
     *
     * @return the writer
     */
    public TextReport withEvidence() {
        return new TextReport(true, coloured);
    }

    /**
     * With colours, for a terminal that shows them (ECMA-48).
     *
     * @return the writer
     */
    public TextReport coloured() {
        return new TextReport(evidence, true);
    }

    @Override
    public void write(Report report, Appendable out) throws IOException {
        Page page = new Page(coloured);
        heading(page, report);
        Set<Sighting<?>> shown = new HashSet<>();
        byTarget(report).forEach((target, results) -> {
            page.end().text(Ink.HEADING, target).end();
            results.forEach(result -> result(page, result, shown));
        });
        skipped(page, report);
        notices(page, report);
        verdict(page, report);
        out.append(page.toString());
    }

    private static void heading(Page page, Report report) {
        List<Target> roots = report.roots();
        String on = roots.isEmpty() || roots.size() > MAX_ROOTS
                ? roots.size() + " targets"
                : roots.stream().map(Target::text).collect(Collectors.joining(", "));
        page.text(Ink.HEADING, "Mailsonde report on " + on).end();
        page.text("started " + report.at() + ", took " + Durations.text(report.took()))
                .end();
    }

    private static Map<String, List<CheckResult>> byTarget(Report report) {
        return report.results().stream()
                .filter(result -> !(result.outcome() instanceof Outcome.Skipped))
                .collect(Collectors.groupingBy(
                        result -> result.target().text(), LinkedHashMap::new, Collectors.toList()));
    }

    private void result(Page page, CheckResult result, Set<Sighting<?>> shown) {
        Outcome outcome = result.outcome();
        page.indent(2)
                .text(Ink.of(outcome), Outcomes.word(outcome))
                .text(" " + result.check())
                .end();
        if (outcome instanceof Outcome.Passed passed) {
            page.indent(4).text(passed.basis()).end();
        }
        reason(page, outcome);
        outcome.findings().forEach(finding -> finding(page, finding, result.target()));
        if (evidence) {
            result.sightings().forEach(sighting -> EvidenceText.write(page, sighting, shown.add(sighting)));
        }
    }

    private static void reason(Page page, Outcome outcome) {
        Outcomes.reason(outcome)
                .ifPresent(reason -> page.indent(4)
                        .text(Ink.DOUBTFUL, reason.name())
                        .text(": " + Outcomes.detail(outcome).orElseThrow())
                        .end());
    }

    private static void finding(Page page, Finding finding, Target target) {
        page.indent(4)
                .text(Ink.of(finding.severity()), kind(finding))
                .text(" " + finding.id() + ": " + finding.message())
                .end();
        if (!finding.subject().text().equals(target.text())) {
            page.indent(6).text("about " + finding.subject().text()).end();
        }
        if (!finding.remedy().isBlank()) {
            String lead = "fix: ";
            for (String line : finding.remedy().stripTrailing().split("\n", -1)) {
                page.indent(6).text(lead + line).end();
                lead = "     ";
            }
        }
        List<Citation> citations = finding.type().citations();
        if (!citations.isEmpty()) {
            page.indent(6)
                    .text(
                            Ink.QUIET,
                            "see: " + citations.stream().map(Citation::text).collect(Collectors.joining("; ")))
                    .end();
        }
    }

    private static String kind(Finding finding) {
        if (finding.severity() == Severity.INFO) {
            return "note";
        }
        if (finding.confidence() == Confidence.TENTATIVE) {
            return "suspicion (" + finding.severity() + " if true)";
        }
        return finding.severity() + " (" + finding.confidence().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static void skipped(Page page, Report report) {
        List<CheckResult> skipped = report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Skipped)
                .toList();
        if (skipped.isEmpty()) {
            return;
        }
        page.end().text(Ink.HEADING, "Skipped: not tried, so nothing is known").end();
        for (CheckResult result : skipped) {
            page.indent(2)
                    .text(result.check() + " on " + result.target().text())
                    .end();
            reason(page, result.outcome());
        }
    }

    private static void notices(Page page, Report report) {
        if (!report.notices().isEmpty()) {
            page.end().text(Ink.HEADING, "Notices").end();
            report.notices().forEach(notice -> page.indent(2).text(notice).end());
        }
    }

    private static void verdict(Page page, Report report) {
        page.end()
                .text("Verdict: ")
                .text(Ink.of(report.verdict()), report.verdict().name())
                .text(report.results().isEmpty() ? " (no check ran)" : counts(report))
                .end();
    }

    private static String counts(Report report) {
        Map<String, Long> counts = report.results().stream()
                .collect(Collectors.groupingBy(result -> Outcomes.word(result.outcome()), Collectors.counting()));
        return List.of("FAILED", "INCONCLUSIVE", "PASSED", "SKIPPED").stream()
                .map(word -> counts.getOrDefault(word, 0L) + " " + word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
