package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Citation;
import io.mailsonde.FindingType;
import io.mailsonde.audit.Plans;
import io.mailsonde.check.Check;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check has a page, and the page's table of findings is the code's. */
class CheckPagesTest {
    private static final List<String> CHAPTERS = List.of(
            "## Objective",
            "## Scope",
            "## Inputs",
            "## From what was seen to the outcome",
            "## Findings",
            "## Procedure by hand",
            "## What it does not say",
            "## Limits",
            "## Examples");

    static List<Check<?>> checks() {
        return Plans.checks();
    }

    private static String page(Check<?> check) {
        return "docs/checks/" + check.info().id() + ".md";
    }

    @Test
    void each_check_has_a_page_and_each_page_a_check() {
        assertThat(Pages.all().stream().filter(page -> page.startsWith("docs/checks/")))
                .containsExactlyInAnyOrderElementsOf(
                        checks().stream().map(CheckPagesTest::page).toList());
    }

    @ParameterizedTest
    @MethodSource("checks")
    void its_page_has_the_chapters_in_order(Check<?> check) {
        assertThat(Pages.read(page(check)).lines().filter(line -> line.startsWith("## ")))
                .containsSubsequence(CHAPTERS);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void its_page_is_headed_by_its_id_and_title(Check<?> check) {
        assertThat(Pages.read(page(check)).lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .isEqualToIgnoringCase(
                                "# " + check.info().id() + ": " + check.info().title()));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void its_table_of_findings_is_the_codes(Check<?> check) {
        String id = check.info().id();
        String rows =
                check.info().findings().stream().map(type -> row(id, type)).collect(Collectors.joining("\n"));
        Pages.assertBlock(
                page(check),
                "findings",
                "| Finding | Severity | Arguments | Message | Rule |\n|---|---|---|---|---|\n" + rows);
    }

    private static String row(String check, FindingType<?> type) {
        String arguments = Arrays.stream(type.args().getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        String rules = type.citations().stream().map(CheckPagesTest::link).collect(Collectors.joining("; "));
        return "| `" + type.id().substring(check.length() + 1) + "` | " + type.severity() + " | " + arguments + " | "
                + type.message().replace("|", "\\|") + " | " + rules + " |";
    }

    private static String link(Citation citation) {
        String number = citation.document().replace("RFC ", "");
        String section = citation.section().isEmpty() ? "" : "#section-" + citation.section();
        return citation.document().startsWith("RFC ")
                ? "[" + citation.text() + "](https://www.rfc-editor.org/rfc/rfc" + number + section + ")"
                : citation.text();
    }
}
