package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Practice;
import io.mailsonde.audit.Plans;
import io.mailsonde.examples.cli.Mailsonde;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what the code says and does; that its samples run is tested beside them. */
class ReadmeTest {
    private static final String PAGE = "README.md";
    private static final String SAMPLES = "examples/src/%s/java/io/mailsonde/examples/readme/%s.java";
    private static final int LINES = 12;

    @ParameterizedTest
    @ValueSource(strings = {"OneAddress", "WholeDomain", "MailHostGate", "WholeFleet"})
    void shows_the_region_of_a_sample(String name) {
        String region = Shown.region(SAMPLES.formatted(name.equals("MailHostGate") ? "test" : "main", name), name);

        assertThat(region.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(LINES);
        Pages.assertBlock(PAGE, name, Shown.fenced("java", region));
    }

    @Test
    void shows_what_the_demo_prints() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = Mailsonde.run(
                new String[] {"demo"},
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        List<String> shown = List.of("192.0.2.31", "192.0.2.33", "127.0.0.25", "127.0.0.26", "Verdict:");
        String excerpt = Arrays.stream(out.toString(StandardCharsets.UTF_8).split("\n\n"))
                .filter(part -> shown.stream().anyMatch(part::startsWith))
                .collect(Collectors.joining("\n\n"));
        Pages.assertBlock(PAGE, "demo", Shown.code(excerpt));
    }

    @Test
    void lists_the_practices_and_their_checks() {
        String rows = Arrays.stream(Practice.values())
                .filter(practice -> practice != Practice.MODERN_MAIL)
                .map(practice -> "| " + practice.number() + " | " + practice.title() + " | " + checks(practice) + " |")
                .collect(Collectors.joining("\n"));
        Pages.assertBlock(PAGE, "practices", "| # | Practice | Checks that are there |\n|---|---|---|\n" + rows);
    }

    private static String checks(Practice practice) {
        String ids = Plans.checks().stream()
                .filter(check -> check.info().practice() == practice)
                .map(check -> "[" + check.info().id() + "](docs/checks/"
                        + check.info().id() + ".md)")
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "none yet" : ids;
    }
}
