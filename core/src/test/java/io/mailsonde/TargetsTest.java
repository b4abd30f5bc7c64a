package io.mailsonde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "example.org,                MailDomain,   example.org",
        "Example.ORG.,               MailDomain,   example.org",
        "bücher.example,             MailDomain,   bücher.example",
        "192.0.2.1,                  HostAddress,  192.0.2.1",
        "2001:DB8::1,                HostAddress,  2001:db8::1",
        "192.0.2.1:25,               MailHost,     192.0.2.1:25",
        "[2001:db8::1]:587,          MailHost,     [2001:db8::1]:587",
        "mx1.example.org:25,         MailHostName, mx1.example.org:25",
    })
    void the_form_says_what_it_is(String text, String kind, String shown) {
        Target target = Targets.parse(text);

        assertThat(target.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(target.text()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "foo bar,                letters",
        "someone@example.org,    behind the @",
        "https://example.org,    URL",
        "192.0.2.0/24,           networks",
        "192.0.2.1:0,            port",
        "192.0.2.1:65536,        port",
        "192.0.2.1:,             port",
        "mx1.example.org:smtp,   port",
        "2001:db8::1:g,          port",
        "::1::25,                brackets",
        "[::1],                  port",
        "[mx1.example.org]:25,   address",
        "256.0.0.1:25,           256.0.0.1",
    })
    void what_is_no_target_is_told(String text, String problem) {
        assertThatThrownBy(() -> Targets.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Property
    void anything_else_is_an_illegal_argument(@ForAll String text) {
        try {
            assertThat(Targets.parse(text).text()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private List<String> read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("list"), bytes);
        List<String> found = new ArrayList<>();
        Targets.fromLines(file)
                .targets()
                .forEachRemaining(target -> found.add(
                        target instanceof MalformedTarget bad ? bad.line() + ": " + bad.problem() : target.text()));
        return found;
    }

    @Test
    void each_line_is_a_target_or_malformed_and_the_rest_goes_on() throws IOException {
        String list = "\uFEFFexample.org\r\n\n# comment\n  192.0.2.1\t\nno target\n2001:db8::1";

        assertThat(read(list.getBytes(StandardCharsets.UTF_8)))
                .hasSize(4)
                .containsSubsequence("example.org", "192.0.2.1", "2001:db8::1")
                .anyMatch(found -> found.startsWith("5: "));
    }

    @Test
    void a_line_without_end_takes_no_memory_and_has_its_number() throws IOException {
        String list = "192.0.2.1\n" + "a".repeat(5_000_000) + "\n" + " ".repeat(2_000) + "\n192.0.2.2";

        assertThat(read(list.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(
                        "192.0.2.1",
                        "2: it is 5000000 bytes long; a target has 1000 at most",
                        "3: it is 2000 bytes long; a target has 1000 at most",
                        "192.0.2.2");
    }

    @Test
    void a_line_that_is_not_utf_8_is_malformed() throws IOException {
        assertThat(read("b\u00FCcher.example\n192.0.2.1".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("1: it is not UTF-8", "192.0.2.1");
    }

    @Property(tries = 200)
    void no_bytes_break_the_list(@ForAll @Size(max = 3_000) byte[] bytes) throws IOException {
        Path file = Files.createTempFile("list", ".txt");
        try {
            Files.write(file, bytes);
            List<Target> targets = new ArrayList<>();
            Targets.fromLines(file).targets().forEachRemaining(targets::add);

            assertThat(targets).hasSizeLessThanOrEqualTo(bytes.length + 1);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void a_file_that_is_not_there_is_told_of() {
        assertThatThrownBy(() -> Targets.fromLines(folder.resolve("none")).targets())
                .hasMessageContaining("cannot be read");
    }
}
