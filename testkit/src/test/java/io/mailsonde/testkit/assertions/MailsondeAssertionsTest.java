package io.mailsonde.testkit.assertions;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static io.mailsonde.testkit.assertions.Samples.RUDE;
import static io.mailsonde.testkit.assertions.Samples.SHORT;
import static io.mailsonde.testkit.assertions.Samples.failed;
import static io.mailsonde.testkit.assertions.Samples.passed;
import static io.mailsonde.testkit.assertions.Samples.report;
import static io.mailsonde.testkit.assertions.Samples.result;
import static io.mailsonde.testkit.assertions.Samples.skipped;
import static io.mailsonde.testkit.assertions.Samples.undecided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Verdict;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MailsondeAssertionsTest {
    private static String messageOf(ThrowingCallable assertion) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(assertion);
        assertThat(thrown).isExactlyInstanceOf(AssertionError.class);
        return thrown.getMessage().replace(System.lineSeparator(), "\n");
    }

    @Test
    void passed_passes_and_nothing_else_does() {
        assertThat(passed()).passes();
        assertThat(result(passed())).passes();
        assertThat(report(passed(), passed())).passes();
        for (Outcome other : List.of(failed(), undecided(), skipped())) {
            assertThatThrownBy(() -> assertThat(other).passes()).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> assertThat(result(other)).passes()).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> assertThat(report(passed(), other)).passes())
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_report_of_nothing_does_not_pass() {
        assertThat(messageOf(() -> assertThat(report()).passes())).isEqualTo("""
                        expected the report on 192.0.2.25 to pass, but:
                          nothing was checked
                          notice: no DNSSEC""");
        assertThatThrownBy(() -> assertThat(report()).isSkipped(Reason.NOT_CONSENTED))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void undecided_does_not_pass_and_says_why() {
        assertThat(messageOf(() -> assertThat(undecided()).passes())).isEqualTo("""
                        expected the outcome to pass, but:
                          it is undecided, TIMED_OUT: waited 30 s for the greeting""");
    }

    @Test
    void skipped_does_not_pass_and_says_why() {
        assertThat(messageOf(() -> assertThat(skipped()).passes())).isEqualTo("""
                        expected the outcome to pass, but:
                          it was skipped, NOT_CONSENTED: smtp.manners needs consent to CONNECT; nothing was sent""");
    }

    @Test
    void failed_does_not_pass_and_shows_findings_and_evidence_safe_to_print() {
        assertThat(messageOf(() -> assertThat(result(failed())).passes())).isEqualTo("""
                        expected smtp.manners of 192.0.2.25 to pass, but:
                          smtp.manners of 192.0.2.25 failed:
                            MEDIUM FIRM smtp.manners/rude: it said "go away" Greeting[text=go away]
                            smtp.greeting of 192.0.2.25 saw Greeting[text=go away]
                              DNS mx.example.org A at 192.0.2.53:53 over UDP: NOERROR; records: 1, attempts: 2, 7 ms
                              connection to 192.0.2.25:25, closed by us, stretches of bytes: 2
                                <- 220 go away\\x1B[2J\\x0D\\x0A
                                -> QUIT\\x0D\\x0A
                              silence of 192.0.2.25:25: waited 30000 ms for the reply to QUIT
                            smtp.goodbye of 192.0.2.25 missed, CONNECTION_CLOSED: it hung up""");
    }

    @Test
    void a_report_that_does_not_pass_shows_first_what_did_not() {
        assertThat(messageOf(() -> assertThat(report(passed(), undecided())).passes()))
                .startsWith("""
                        expected the report on 192.0.2.25 to pass, but:
                          smtp.manners of 192.0.2.25 is undecided, TIMED_OUT: waited 30 s for the greeting
                        """)
                .endsWith("""
                        CONNECTION_CLOSED: it hung up
                          smtp.manners of 192.0.2.25 passed: it was polite
                            INFO FIRM smtp.manners/short: it said only "hi" Greeting[text=hi]
                          notice: no DNSSEC""");
    }

    @Test
    void a_message_is_bounded_whatever_there_is_to_say() {
        Outcome endless = new Outcome.Failed(Collections.nCopies(1000, Samples.rude("x".repeat(10_000))));

        assertThat(messageOf(() -> assertThat(endless).passes()))
                .hasSizeLessThan(20_000)
                .endsWith("… and 988 more");
    }

    @Test
    void fails_is_for_failures_only() {
        assertThat(failed()).fails();
        assertThat(report(passed(), undecided(), failed())).fails();
        for (Outcome other : List.of(passed(), undecided(), skipped())) {
            assertThat(messageOf(() -> assertThat(other).fails())).startsWith("expected the outcome to fail, but:\n");
        }
    }

    @Test
    void undecided_has_to_be_so_for_the_reason() {
        assertThat(undecided()).isUndecided(Reason.TIMED_OUT);
        assertThat(report(passed(), undecided())).isUndecided(Reason.TIMED_OUT);
        assertThat(messageOf(() -> assertThat(undecided()).isUndecided(Reason.UNREACHABLE)))
                .startsWith("expected the outcome to be undecided for UNREACHABLE, but:\n");
        assertThatThrownBy(() -> assertThat(report(failed(), undecided())).isUndecided(Reason.TIMED_OUT))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(skipped()).isUndecided(Reason.NOT_CONSENTED))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void skipped_has_to_be_so_for_the_reason() {
        assertThat(skipped()).isSkipped(Reason.NOT_CONSENTED);
        assertThat(messageOf(() -> assertThat(skipped()).isSkipped(Reason.OUT_OF_SCOPE)))
                .startsWith("expected the outcome to be skipped for OUT_OF_SCOPE, but:\n");
        assertThatThrownBy(() -> assertThat(report(passed(), skipped())).isSkipped(Reason.NOT_CONSENTED))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(undecided()).isSkipped(Reason.TIMED_OUT))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void findings_are_found_by_kind_and_by_arguments() {
        assertThat(failed())
                .hasFinding("smtp.manners/rude")
                .hasFinding(RUDE)
                .hasFinding(RUDE, new Samples.Greeting("go away"))
                .hasNoFinding(SHORT)
                .hasNoFinding("smtp.manners/short");
        assertThat(passed()).hasFinding(SHORT);
        assertThat(undecided()).hasNoFindings();
    }

    @Test
    void a_missing_finding_is_named_beside_those_that_there_are() {
        assertThat(messageOf(() -> assertThat(failed()).hasFinding(RUDE, new Samples.Greeting("get lost"))))
                .isEqualTo("""
                        expected the outcome to have the finding smtp.manners/rude with Greeting[text=get lost], but:
                          it failed:
                            MEDIUM FIRM smtp.manners/rude: it said "go away" Greeting[text=go away]""");
        assertThat(messageOf(() -> assertThat(failed()).hasFinding(SHORT)))
                .startsWith("expected the outcome to have the finding smtp.manners/short, but:\n");
    }

    @Test
    void a_forbidden_finding_is_named() {
        assertThat(messageOf(() -> assertThat(failed()).hasNoFinding(RUDE)))
                .startsWith("expected the outcome to have no finding smtp.manners/rude, but:\n");
        assertThat(messageOf(() -> assertThat(passed()).hasNoFindings()))
                .startsWith("expected the outcome to have no findings, but:\n");
    }

    @Test
    void a_report_leads_on_to_its_verdict_its_results_and_its_findings() {
        assertThat(report(passed(), skipped())).hasVerdict(Verdict.PASSED);
        assertThat(report(failed())).result("smtp.manners").fails();
        assertThat(report(failed(), passed())).findings().hasSize(2);
        assertThat(messageOf(() -> assertThat(report(undecided())).hasVerdict(Verdict.PASSED)))
                .startsWith("expected the report on 192.0.2.25 to have the verdict PASSED, not UNDECIDED, but:\n");
        assertThat(messageOf(() -> assertThat(report(passed(), passed())).result("smtp.manners")))
                .startsWith("expected the report on 192.0.2.25 to have one result of smtp.manners, not 2, but:\n");
    }

    @Test
    void nothing_is_never_passed() {
        assertThatThrownBy(() -> assertThat((Outcome) null).passes())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");
    }

    @Test
    void a_description_stands_before_the_message() {
        assertThat(messageOf(() -> assertThat(undecided()).as("our own server").passes()))
                .startsWith("[our own server] expected the outcome to pass, but:\n");
    }
}
