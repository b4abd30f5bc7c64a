package io.mailsonde.examples.junit;

import io.mailsonde.Report;
import io.mailsonde.Verdict;
import io.mailsonde.reports.Reports;

/** Lets a build through or not. */
public final class Gate {
    private Gate() {}

    /**
     * Lets through what has passed. What could not be decided is not let through either: a gate that opens when nobody looks is none.
     *
     * @param report the report
     * @throws AssertionError if a check failed or was left undecided; its message is the report, with what to do
     */
    public static void assertPasses(Report report) {
        if (report.verdict() != Verdict.PASSED) {
            StringBuilder text = new StringBuilder("the mail host does not pass\n\n");
            Reports.text().withEvidence().to(text).accept(report);
            throw new AssertionError(text.toString());
        }
    }
}
