package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.CheckResult;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    private static final HostAddress HOST = HostAddress.of("192.0.2.25");
    private static final FindingType<Nothing> MEDIUM =
            FindingType.of("test.a/medium", Severity.MEDIUM, Nothing.class, "medium");
    private static final FindingType<Nothing> CRITICAL =
            FindingType.of("test.a/critical", Severity.CRITICAL, Nothing.class, "critical");

    private static final Outcome PASSED = new Outcome.Passed("seen", List.of());
    private static final Outcome FAILED =
            new Outcome.Failed(List.of(MEDIUM.firm(HOST, new Nothing()), CRITICAL.tentative(HOST, new Nothing())));
    private static final Outcome INCONCLUSIVE = Outcome.undone(Reason.TIMED_OUT, "silence");
    private static final Outcome SKIPPED = Outcome.undone(Reason.NOT_CONSENTED, "not allowed");

    /** No arguments. */
    record Nothing() {}

    @Test
    void is_1_for_a_finding_at_or_above_the_threshold_whatever_else_there_is() {
        assertThat(code(Severity.LOW, PASSED, INCONCLUSIVE, SKIPPED, FAILED)).isEqualTo(1);
        assertThat(code(Severity.MEDIUM, FAILED)).isEqualTo(1);
    }

    @Test
    void is_not_1_for_findings_below_the_threshold_or_suspicions_above_it() {
        assertThat(code(Severity.HIGH, FAILED)).isZero();
        assertThat(code(Severity.HIGH, FAILED, INCONCLUSIVE)).isEqualTo(2);
    }

    @Test
    void is_2_for_anything_undecided() {
        assertThat(code(Severity.LOW, PASSED, INCONCLUSIVE)).isEqualTo(2);
    }

    @Test
    void is_2_where_nothing_was_decided() {
        assertThat(code(Severity.LOW)).isEqualTo(2);
        assertThat(code(Severity.LOW, SKIPPED)).isEqualTo(2);
    }

    @Test
    void is_0_for_a_pass_beside_others_that_were_skipped() {
        assertThat(code(Severity.LOW, PASSED, SKIPPED)).isZero();
    }

    @Test
    void is_2_where_a_check_that_was_named_is_skipped() {
        Report report = report(PASSED, SKIPPED);

        assertThat(ExitCode.of(report, Severity.LOW, Set.of("test.a"))).isEqualTo(2);
        assertThat(ExitCode.of(report, Severity.LOW, Set.of("test.b"))).isZero();
    }

    private static int code(Severity failOn, Outcome... outcomes) {
        return ExitCode.of(report(outcomes), failOn, Set.of());
    }

    private static Report report(Outcome... outcomes) {
        List<CheckResult> results = Stream.of(outcomes)
                .map(outcome -> CheckResult.of("test.a", HOST, outcome, List.of()))
                .toList();
        return new Report(List.of(HOST), Set.of(), results, List.of(), List.of(), Instant.EPOCH, Duration.ZERO);
    }
}
