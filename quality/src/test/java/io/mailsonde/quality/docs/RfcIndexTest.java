package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index lists every RFC that the code, or the hand-written part of a page, cites, where, and no other. */
class RfcIndexTest {
    private static final String PAGE = "docs/rfc-index.md";
    private static final Pattern CITED = Pattern.compile("\\b(?:RFC |rfc\\()(\\d{3,5})(?: to (\\d{3,5}))?");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| \\[RFC (\\d+)]\\([^)]*\\) \\| (.*?) \\| (.*?) \\| .* \\|$");
    private static final String UNKNOWN = "?";

    private record Known(String title, String status) {
        boolean unknown() {
            return Stream.of(title, status).anyMatch(text -> text.isBlank() || text.equals(UNKNOWN));
        }
    }

    @Test
    void lists_what_is_cited_and_where() {
        Map<Integer, Known> known = known();
        StringBuilder table = new StringBuilder("| RFC | Title | Status | Cited in |\n|---|---|---|---|\n");
        cited().forEach((number, places) -> {
            Known row = known.getOrDefault(number, new Known(UNKNOWN, UNKNOWN));
            table.append("| [RFC %d](https://www.rfc-editor.org/rfc/rfc%d) | %s | %s | %s |%n"
                    .formatted(number, number, row.title(), row.status(), String.join(", ", places)));
        });
        Pages.assertBlock(PAGE, "index", table.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void knows_title_and_status_of_each() {
        assertThat(known()).isNotEmpty();
        assertThat(known().entrySet().stream()
                        .filter(row -> row.getValue().unknown())
                        .map(row -> "RFC " + row.getKey()))
                .as("write title and status into %s", PAGE)
                .isEmpty();
    }

    @Test
    void an_rfc_that_is_obsolete_is_cited_only_with_a_note() {
        known().forEach((number, row) -> {
            if (row.status().contains("obsoleted by")) {
                assertThat(row.status())
                        .as("RFC %d says why it is cited still", number)
                        .contains(";");
            }
        });
    }

    private static Map<Integer, Known> known() {
        Map<Integer, Known> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Pages.block(PAGE, "index"));
        while (row.find()) {
            rows.put(Integer.valueOf(row.group(1)), new Known(row.group(2), row.group(3)));
        }
        return rows;
    }

    private static Map<Integer, Set<String>> cited() {
        Map<Integer, Set<String>> all = new TreeMap<>();
        List<String> files = new ArrayList<>(Pages.sources());
        files.addAll(Pages.all());
        files.remove(PAGE);
        for (String file : files) {
            Matcher citation = CITED.matcher(file.endsWith(".md") ? Pages.written(file) : Pages.read(file));
            while (citation.find()) {
                int first = Integer.parseInt(citation.group(1));
                int last = citation.group(2) == null ? first : Integer.parseInt(citation.group(2));
                for (int number = first; number <= last; number++) {
                    all.computeIfAbsent(number, n -> new TreeSet<>()).add(place(file));
                }
            }
        }
        return all;
    }

    /** A class by its package below {@code io.mailsonde}, which changes less often than its name; a page by its path. */
    private static String place(String file) {
        int source = file.indexOf("/src/main/java/");
        if (source < 0) {
            return "[" + file + "](" + (file.startsWith("docs/") ? file.substring("docs/".length()) : "../" + file)
                    + ")";
        }
        String within = file.substring(source + "/src/main/java/".length(), file.lastIndexOf('/'));
        String name = within.replace('/', '.').replaceFirst("^io\\.mailsonde\\.?", "");
        return "`" + (name.isEmpty() ? "io.mailsonde" : name) + "`";
    }
}
