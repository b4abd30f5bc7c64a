package io.mailsonde.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {
    private static final Pattern LINE_END = Pattern.compile("\r\n");

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "a, a",
        ".,..",
        "..,...",
        "a.b, a.b",
        "a|.|, a|..|",
        "|.a|.b, |..a|..b",
    })
    void doubles_the_dot_that_begins_a_line(String text, String stuffed) {
        assertThat(DotStuffing.stuffed(text.replace("|", "\r\n"))).isEqualTo(stuffed.replace("|", "\r\n"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(".", "..", "\r\n", "\r", "\n", "a", " ")
                .list()
                .ofMaxSize(40)
                .map(list -> String.join("", list));
    }

    @Property
    void the_receiver_reads_what_was_meant_and_no_end_before_it(@ForAll("texts") String text) {
        List<String> lines = LINE_END.splitAsStream(DotStuffing.stuffed(text)).toList();

        assertThat(lines).doesNotContain(".");
        // RFC 5321, section 4.5.2, from the receiver's side
        List<String> read = lines.stream()
                .map(line -> line.startsWith(".") ? line.substring(1) : line)
                .toList();
        assertThat(read).isEqualTo(LINE_END.splitAsStream(text).toList());
    }
}
