package io.mailsonde.testkit.assertions;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/** Assertions about a report; see {@link MailsondeAssertions#assertThat(Report)}. */
public final class ReportAssert extends JudgedAssert<ReportAssert, Report> {
    ReportAssert(Report actual) {
        super(actual, ReportAssert.class);
    }

    /**
     * Asserts what it all comes to. Unlike {@link #passes()}, {@link Verdict#PASSED} forgives checks that were skipped beside one that passed.
     *
     * @param verdict the verdict
     * @return this
     * @throws AssertionError if it is another; the message says why
     */
    public ReportAssert hasVerdict(Verdict verdict) {
        isNotNull();
        return demand(actual.verdict() == verdict, "to have the verdict " + verdict + ", not " + actual.verdict());
    }

    /**
     * Goes on to the result of one check.
     *
     * @param check the check's id, such as {@code "dns.fcrdns"}
     * @return an assertion about its result
     * @throws AssertionError if the check has no result or results for several targets
     */
    public CheckResultAssert result(String check) {
        isNotNull();
        List<CheckResult> results = actual.results().stream()
                .filter(result -> result.check().equals(check))
                .toList();
        demand(results.size() == 1, "to have one result of " + check + ", not " + results.size());
        return new CheckResultAssert(results.get(0));
    }

    @Override
    List<Outcome> outcomes() {
        return actual.results().stream().map(CheckResult::outcome).toList();
    }

    @Override
    String subject() {
        String roots = actual.roots().stream()
                .limit(3)
                .map(Target::text)
                .map(Explanation::line)
                .collect(Collectors.joining(", "));
        int more = actual.roots().size() - 3;
        return "the report" + (roots.isEmpty() ? "" : " on " + roots) + (more > 0 ? " and " + more + " more" : "");
    }

    @Override
    String explanation() {
        return new Explanation().report(actual).text();
    }
}
