package io.mailsonde.examples.cli;

import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import java.util.Set;

/** What the command says to its caller, in a number. */
final class ExitCode {
    static final int GOOD = 0;
    static final int FAILED = 1;
    static final int UNDECIDED = 2;
    static final int WRONG_USE = 3;

    private ExitCode() {}

    /**
     * The code of a report.
     *
     * @param report the report
     * @param failOn the least severity of a finding that counts
     * @param named the checks that were asked for by name, which may not be skipped
     * @return {@link #FAILED}, else {@link #UNDECIDED}, else {@link #GOOD}
     */
    static int of(Report report, Severity failOn, Set<String> named) {
        boolean failed = report.results().stream()
                .map(CheckResult::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .flatMap(outcome -> outcome.findings().stream())
                .filter(Finding::fails)
                .anyMatch(finding -> finding.severity().compareTo(failOn) >= 0);
        if (failed) {
            return FAILED;
        }
        boolean open = report.results().stream().anyMatch(result -> open(result, named));
        boolean decided = report.results().stream()
                .anyMatch(result ->
                        result.outcome() instanceof Outcome.Passed || result.outcome() instanceof Outcome.Failed);
        return open || !decided ? UNDECIDED : GOOD;
    }

    private static boolean open(CheckResult result, Set<String> named) {
        return result.outcome() instanceof Outcome.Inconclusive
                || (result.outcome() instanceof Outcome.Skipped && named.contains(result.check()));
    }
}
