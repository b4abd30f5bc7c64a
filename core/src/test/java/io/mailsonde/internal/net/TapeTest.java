package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.evidence.Transcript.Line;
import io.mailsonde.evidence.Transcript.Who;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Head and tail of what is said are kept. */
class TapeTest {
    private final Tape tape = new Tape();

    private static String text(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.who() != Who.NOTE)
                .map(Line::text)
                .collect(Collectors.joining());
    }

    @Test
    void what_fits_is_kept_as_it_was_said() {
        tape.add(Who.PEER, Duration.ofMillis(1), "220 mx\r\n");
        tape.add(Who.WE, Duration.ofMillis(2), "QUIT\r\n");
        tape.add(Who.PEER, Duration.ofMillis(3), "");
        tape.add(Who.PEER, Duration.ofMillis(4), "221 ");
        tape.add(Who.PEER, Duration.ofMillis(5), "bye\r\n");

        assertThat(tape.lines())
                .containsExactly(
                        new Line(Who.PEER, Duration.ofMillis(1), "220 mx\r\n"),
                        new Line(Who.WE, Duration.ofMillis(2), "QUIT\r\n"),
                        new Line(Who.PEER, Duration.ofMillis(4), "221 "),
                        new Line(Who.PEER, Duration.ofMillis(5), "bye\r\n"));
        assertThat(tape.left()).isZero();
    }

    @Test
    void of_one_long_line_the_middle_is_left_out() {
        String said = "a".repeat(100_000) + "b".repeat(100_000);

        tape.add(Who.PEER, Duration.ZERO, said);

        List<Line> lines = tape.lines();
        assertThat(lines).extracting(Line::who).containsExactly(Who.PEER, Who.NOTE, Who.PEER);
        assertThat(lines.get(0).text()).isEqualTo("a".repeat(Tape.HEAD - Tape.PER_LINE));
        assertThat(lines.get(1).text()).isEqualTo(tape.left() + " bytes are left out here");
        assertThat(lines.get(2).text()).isEqualTo("b".repeat(Tape.TAIL - Tape.PER_LINE));
        assertThat(text(lines).length() + tape.left()).isEqualTo(said.length());
    }

    @Test
    void a_drip_of_single_bytes_fills_no_memory() {
        for (int i = 0; i < 1_000_000; i++) {
            tape.add(Who.PEER, Duration.ofMillis(i), "x");
        }

        assertThat(tape.lines()).hasSizeLessThan(2_000);
        assertThat(text(tape.lines()).length() + tape.left()).isEqualTo(1_000_000);
    }

    @Property(tries = 200)
    void nothing_is_lost_without_being_counted(@ForAll @Size(max = 60) List<@IntRange(max = 5_000) Integer> lengths) {
        Tape some = new Tape();
        StringBuilder said = new StringBuilder();
        for (int length : lengths) {
            String line = String.valueOf((char) ('a' + said.length() % 26)).repeat(length);
            said.append(line);
            some.add(Who.WE, Duration.ZERO, line);
        }

        String kept = text(some.lines());
        int head = Math.min(kept.length(), common(kept, said.toString()));
        assertThat(said.toString()).endsWith(kept.substring(head));
        assertThat(kept.length() + some.left()).isEqualTo(said.length());
        assertThat(kept.length()).isLessThanOrEqualTo(Tape.HEAD + Tape.TAIL);
        if (said.length() <= Tape.HEAD - Tape.PER_LINE * lengths.size()) {
            assertThat(some.left()).isZero();
        }
    }

    private static int common(String one, String other) {
        int at = 0;
        while (at < one.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
