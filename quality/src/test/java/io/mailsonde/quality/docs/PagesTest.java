package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Confidence;
import io.mailsonde.HostAddress;
import io.mailsonde.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Form and links of the pages. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)");
    private static final Pattern DECISION = Pattern.compile("docs/adr/(\\d{4})-[a-z0-9-]+\\.md");

    static List<String> pages() {
        return Pages.all();
    }

    static List<String> decisions() {
        return Pages.all().stream().filter(page -> page.startsWith("docs/adr/")).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void its_links_lead_somewhere(String page) {
        Path folder = Pages.root().resolve(page).getParent();
        Matcher link = LINK.matcher(Pages.read(page));
        while (link.find()) {
            assertThat(Files.exists(folder.resolve(link.group(1))))
                    .as("%s links to %s", page, link.group(1))
                    .isTrue();
        }
    }

    @Test
    void decisions_are_numbered_without_a_gap() {
        assertThat(decisions().stream().map(PagesTest::number))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, decisions().size()).boxed().toList());
    }

    private static int number(String decision) {
        Matcher name = DECISION.matcher(decision);
        assertThat(name.matches()).as("%s is named NNNN-title.md", decision).isTrue();
        return Integer.parseInt(name.group(1));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void a_decision_has_nygards_form(String page) {
        String text = Pages.read(page);
        int number = number(page);
        assertThat(text).startsWith("# " + number + ". ").containsPattern("\nStatus: (accepted|superseded by \\d+)\n");
        assertThat(text.lines().filter(line -> line.startsWith("## ")))
                .containsExactly("## Context", "## Decision", "## Consequences");
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void severity_is_explained(Severity severity) {
        assertExplained(severity);
    }

    @ParameterizedTest
    @EnumSource(Confidence.class)
    void confidence_is_explained(Confidence confidence) {
        assertExplained(confidence);
    }

    @ParameterizedTest
    @EnumSource(HostAddress.Role.class)
    void a_role_is_explained(HostAddress.Role role) {
        assertExplained(role);
    }

    private static void assertExplained(Enum<?> constant) {
        assertThat(Pages.read("docs/severity.md")).contains("| `" + constant.name() + "` |");
    }
}
