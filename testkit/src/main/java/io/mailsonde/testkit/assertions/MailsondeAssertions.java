package io.mailsonde.testkit.assertions;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import io.mailsonde.Report;

/**
 * Where the assertions of Mailsonde begin.
 *
 * <pre>{@code
 * import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
 *
 * assertThat(report).passes(); // fails if anything failed, is undecided or was skipped, and says why
 * }</pre>
 */
public final class MailsondeAssertions {
    private MailsondeAssertions() {}

    /**
     * Begins an assertion about a whole report.
     *
     * @param actual the report
     * @return its assertion
     */
    public static ReportAssert assertThat(Report actual) {
        return new ReportAssert(actual);
    }

    /**
     * Begins an assertion about how one check ended on one target.
     *
     * @param actual the result
     * @return its assertion
     */
    public static CheckResultAssert assertThat(CheckResult actual) {
        return new CheckResultAssert(actual);
    }

    /**
     * Begins an assertion about an outcome alone, such as what a judge returned.
     *
     * @param actual the outcome
     * @return its assertion
     */
    public static OutcomeAssert assertThat(Outcome actual) {
        return new OutcomeAssert(actual);
    }
}
