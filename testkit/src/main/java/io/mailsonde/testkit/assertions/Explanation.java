package io.mailsonde.testkit.assertions;

import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.check.Sighting;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import java.util.List;
import java.util.function.Consumer;

/** Why something came out as it did, for the message of a failed assertion: bounded, and safe to print whatever the peer said. */
final class Explanation {
    private static final int MAX_ITEMS = 12;
    private static final int MAX_LINE = 400;

    private final StringBuilder out = new StringBuilder();

    String text() {
        return out.toString();
    }

    static String line(Object value) {
        String text = DnsNames.printable(String.valueOf(value));
        return text.length() > MAX_LINE ? text.substring(0, MAX_LINE) + "…" : text;
    }

    static String name(CheckResult result) {
        return result.check() + " of " + line(result.target().text());
    }

    private void put(int depth, String text) {
        out.append(System.lineSeparator()).append("  ".repeat(depth)).append(text);
    }

    private <E> void each(int depth, List<E> items, Consumer<E> put) {
        items.stream().limit(MAX_ITEMS).forEach(put);
        if (items.size() > MAX_ITEMS) {
            put(depth, "… and " + (items.size() - MAX_ITEMS) + " more");
        }
    }

    /** What did not pass comes first and in full; of what passed the basis is enough. */
    Explanation report(Report report) {
        if (report.results().isEmpty()) {
            put(1, "nothing was checked");
        }
        List<CheckResult> open = report.results().stream()
                .filter(result -> !(result.outcome() instanceof Outcome.Passed))
                .toList();
        List<CheckResult> passed = report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Passed)
                .toList();
        each(1, open, this::result);
        each(1, passed, result -> outcome(name(result), result.outcome()));
        each(1, report.notices(), notice -> put(1, "notice: " + line(notice)));
        return this;
    }

    Explanation result(CheckResult result) {
        outcome(name(result), result.outcome());
        each(2, result.sightings(), this::sighting);
        return this;
    }

    Explanation outcome(String who, Outcome outcome) {
        put(1, who + " " + ending(outcome));
        each(2, outcome.findings(), this::finding);
        return this;
    }

    private static String ending(Outcome outcome) {
        return outcome.match(
                passed -> "passed: " + line(passed.basis()),
                failed -> "failed:",
                open -> "is undecided, " + open.reason() + ": " + line(open.detail()),
                skipped -> "was skipped, " + skipped.reason() + ": " + line(skipped.detail()));
    }

    private void finding(Finding finding) {
        put(
                2,
                finding.severity() + " " + finding.confidence() + " " + finding.id() + ": " + line(finding.message())
                        + " " + line(finding.args()));
    }

    private void sighting(Sighting<?> sighting) {
        String what = sighting.probe() + " of " + line(sighting.target().text());
        put(
                2,
                sighting.observed()
                        .match(
                                seen -> what + " saw " + line(seen),
                                (reason, detail) -> what + " missed, " + reason + ": " + line(detail)));
        each(3, sighting.evidence(), this::evidence);
    }

    private void evidence(Evidence evidence) {
        if (evidence instanceof DnsExchange dns) {
            put(
                    3,
                    "DNS " + line(dns.question()) + " at " + dns.server() + " over " + dns.transport() + ": "
                            + line(dns.result()) + "; records: " + (dns.answer().size() + dns.left()) + ", attempts: "
                            + dns.attempts() + ", " + dns.took().toMillis() + " ms");
        } else if (evidence instanceof Silence silence) {
            put(
                    3,
                    "silence of " + silence.peer() + ": waited "
                            + silence.waited().toMillis() + " ms for " + line(silence.awaited()));
        } else if (evidence instanceof Transcript transcript) {
            put(
                    3,
                    "connection to " + transcript.peer() + ", " + line(transcript.end()) + ", " + "stretches of bytes: "
                            + transcript.lines().size());
            each(4, transcript.lines(), said -> put(4, mark(said.who()) + " " + line(said.text())));
        } else {
            put(3, line(evidence));
        }
    }

    private static String mark(Transcript.Who who) {
        return switch (who) {
            case WE -> "->";
            case PEER -> "<-";
            case NOTE -> "===";
        };
    }
}
