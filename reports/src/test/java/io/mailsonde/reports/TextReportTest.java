package io.mailsonde.reports;

import static io.mailsonde.reports.Golden.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final Report SAMPLE = Samples.report("mx.example.org \u001B[2J");

    @Test
    void shows_all_four_outcomes() throws IOException {
        assertThat(written(Reports.text(), SAMPLE)).isEqualTo(Golden.file("report.txt"));
    }

    @Test
    void shows_evidence_in_the_marks_of_swaks_on_request() throws IOException {
        assertThat(written(Reports.text().withEvidence(), SAMPLE)).isEqualTo(Golden.file("report-with-evidence.txt"));
    }

    @Test
    void differs_by_colour_only_when_coloured() throws IOException {
        String coloured = written(Reports.text().coloured(), SAMPLE);

        assertThat(coloured).contains("\u001B[31mFAILED\u001B[0m");
        assertThat(withoutColour(coloured)).isEqualTo(written(Reports.text(), SAMPLE));
    }

    @Test
    void does_not_let_a_peer_forge_a_line() throws IOException {
        String text = written(Reports.text().withEvidence(), Samples.report("x\nVerdict: PASSED\r\nVerdict: PASSED"));

        assertThat(text.lines().filter(line -> line.startsWith("Verdict:")))
                .containsExactly("Verdict: FAILED (1 failed, 1 inconclusive, 1 passed, 1 skipped)");
    }

    @Test
    void says_that_no_check_ran() throws IOException {
        Report empty = new Report(List.of(), Set.of(), List.of(), List.of(), List.of(), Samples.NOON, Duration.ZERO);

        assertThat(written(Reports.text(), empty)).endsWith("Verdict: UNDECIDED (no check ran)\n");
    }

    @Property(tries = 300)
    void lets_no_control_character_of_a_report_through(@ForAll String foreign) throws IOException {
        Report report = HostileReport.saying(foreign);

        assertClean(written(Reports.text().withEvidence(), report));
        assertClean(withoutColour(written(Reports.text().withEvidence().coloured(), report)));
    }

    @Test
    void escapes_what_steers_terminals_and_the_direction_of_reading() throws IOException {
        Report report = HostileReport.saying(
                "\u001B]0;title\u0007\u009B2J\u202Eabc\u2066\u2028\u2029\r\n\t\0\uD800\uDB40\uDC41");

        assertClean(written(Reports.text().withEvidence(), report));
    }

    private static String withoutColour(String text) {
        return text.replaceAll("\u001B\\[[0-9]+m", "");
    }

    private static void assertClean(String text) {
        assertThat(text.codePoints().filter(c -> c != '\n').boxed()).noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        });
    }
}
