package io.mailsonde.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of RFC 5321, section 4.2, and what differs from it. */
class ReplyDecoderTest {
    private static final String LONG = "x".repeat(600);

    /** What comes of what is sent. */
    record Example(String sent, int code, List<String> lines, Set<ReplyViolation> violations) {
        Example but(ReplyViolation... what) {
            return new Example(sent, code, lines, Set.of(what));
        }

        @Override
        public String toString() {
            return sent.length() > 60 ? sent.substring(0, 60) + "…" : sent;
        }
    }

    static Stream<Example> examples() {
        return Stream.of(
                example("250 OK\r\n", 250, "OK"),
                example("250\r\n", 250, ""),
                example("250 \r\n", 250, ""),
                example("250-mx.example\r\n250-SIZE 1000\r\n250 HELP\r\n", 250, "mx.example", "SIZE 1000", "HELP"),
                example("250-\r\n250-\r\n250\r\n", 250, "", "", ""),
                example("250-a\r\n250\r\n", 250, "a", ""),
                example("250  two spaces\r\n", 250, " two spaces"),
                example("250 a\tb\r\n", 250, "a\tb"),
                example("200 \r\n", 200, ""),
                example("559 \r\n", 559, ""),
                example("250 " + "x".repeat(506) + "\r\n", 250, "x".repeat(506)));
    }

    static Stream<Example> violations() {
        return Stream.of(
                example("hello\r\n", 0, "hello").but(ReplyViolation.NO_CODE),
                example("\r\n", 0, "").but(ReplyViolation.NO_CODE),
                example("\n", 0, "").but(ReplyViolation.NO_CODE, ReplyViolation.BARE_LF),
                example("25\r\n", 0, "25").but(ReplyViolation.NO_CODE),
                example("2x0 ok\r\n", 0, "2x0 ok").but(ReplyViolation.NO_CODE),
                example(" 250 ok\r\n", 0, " 250 ok").but(ReplyViolation.NO_CODE),
                example("250-a\r\nb\r\n250 c\r\n", 250, "a", "b", "c").but(ReplyViolation.NO_CODE),
                example("199 a\r\n", 199, "a").but(ReplyViolation.CODE_OUT_OF_RANGE),
                example("000 a\r\n", 0, "a").but(ReplyViolation.CODE_OUT_OF_RANGE),
                example("260 a\r\n", 260, "a").but(ReplyViolation.CODE_OUT_OF_RANGE),
                example("560 a\r\n", 560, "a").but(ReplyViolation.CODE_OUT_OF_RANGE),
                example("600 a\r\n", 600, "a").but(ReplyViolation.CODE_OUT_OF_RANGE),
                example("250-a\r\n550 b\r\n", 550, "a", "b").but(ReplyViolation.MIXED_CODES),
                example("550-a\r\n250-b\r\n550 c\r\n", 550, "a", "b", "c").but(ReplyViolation.MIXED_CODES),
                example("250\tok\r\n", 250, "\tok").but(ReplyViolation.BAD_SEPARATOR),
                example("2500 ok\r\n", 250, "0 ok").but(ReplyViolation.BAD_SEPARATOR),
                example("250-a\r\n250.b\r\n", 250, "a", ".b").but(ReplyViolation.BAD_SEPARATOR),
                example("250 a\n", 250, "a").but(ReplyViolation.BARE_LF),
                example("250-a\n250 b\r\n", 250, "a", "b").but(ReplyViolation.BARE_LF),
                example("250 a\rb\r\n", 250, "a\rb").but(ReplyViolation.BARE_CR),
                example("250 a\r\r\n", 250, "a\r").but(ReplyViolation.BARE_CR),
                example("250 a\0b\r\n", 250, "a\0b").but(ReplyViolation.NUL),
                example("250 a\u001b[0m\r\n", 250, "a\u001b[0m").but(ReplyViolation.CONTROL),
                example("250 a\u007f\r\n", 250, "a\u007f").but(ReplyViolation.NOT_ASCII),
                example("250 gr\u00fcn\r\n", 250, "gr\u00fcn").but(ReplyViolation.NOT_ASCII),
                example("250 " + "x".repeat(507) + "\r\n", 250, "x".repeat(507)).but(ReplyViolation.LONG_LINE),
                example("250 a", 250, "a").but(ReplyViolation.CUT_OFF),
                example("250 a\r", 250, "a").but(ReplyViolation.CUT_OFF),
                example("250\r", 250, "").but(ReplyViolation.CUT_OFF),
                example("250", 250, "").but(ReplyViolation.CUT_OFF),
                example("250-a\r\n", 250, "a").but(ReplyViolation.CUT_OFF),
                example("250-a\r\n250-", 250, "a", "").but(ReplyViolation.CUT_OFF),
                example("25", 0, "25").but(ReplyViolation.CUT_OFF, ReplyViolation.NO_CODE),
                example("250 " + LONG, 250, LONG).but(ReplyViolation.CUT_OFF, ReplyViolation.LONG_LINE));
    }

    private static Example example(String sent, int code, String... lines) {
        return new Example(sent, code, List.of(lines), Set.of());
    }

    @ParameterizedTest
    @MethodSource({"examples", "violations"})
    void reads(Example example) {
        SmtpReply reply = Replies.only(example.sent());

        assertThat(reply.code()).isEqualTo(example.code());
        assertThat(reply.lines()).isEqualTo(example.lines());
        assertThat(reply.violations()).containsExactlyInAnyOrderElementsOf(example.violations());
        assertThat(reply.raw()).isEqualTo(example.sent());
        assertThat(reply.size()).isEqualTo(example.sent().length());
    }

    @Test
    void every_violation_has_an_example() {
        Set<ReplyViolation> seen = EnumSet.noneOf(ReplyViolation.class);
        violations().forEach(example -> seen.addAll(example.violations()));

        assertThat(seen).containsExactlyInAnyOrder(ReplyViolation.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "25", "250", "250 ok", "250 ok\r", "250-a\r\n", "250-a\r\n250-b\r\n"})
    void waits_for_the_end(String begun) {
        Replies replies = Replies.of(begun);

        assertThat(replies.whole()).isEmpty();
        assertThat(replies.held()).isEqualTo(begun.length());
    }

    @Test
    void nothing_was_cut_off_where_nothing_came() {
        assertThat(new ReplyDecoder().cutOff(Duration.ZERO)).isEmpty();
        assertThat(Replies.of("250 ok\r\n").last()).isEmpty();
    }

    @Test
    void hands_out_replies_one_by_one_and_keeps_what_follows() {
        ReplyDecoder decoder = new ReplyDecoder();
        decoder.feed("xx220 a\r\n250 b\r\n25".getBytes(ISO_8859_1), 2);

        SmtpReply first = decoder.next(Duration.ofMillis(7)).orElseThrow();
        assertThat(first.code()).isEqualTo(220);
        assertThat(first.after()).isEqualTo(Duration.ofMillis(7));
        assertThat(decoder.held()).isEqualTo(9);
        assertThat(decoder.next(Duration.ZERO).orElseThrow().code()).isEqualTo(250);
        assertThat(decoder.next(Duration.ZERO)).isEmpty();
        decoder.feed("0\r\n".getBytes(ISO_8859_1), 0);
        assertThat(decoder.next(Duration.ZERO).orElseThrow().raw()).isEqualTo("250\r\n");
        assertThat(decoder.held()).isZero();
    }

    @Test
    void one_reply_does_not_taint_the_next() {
        Replies replies = Replies.of("2x0\r\n550-a\r\n250 b\n220 c\r\n");

        assertThat(replies.whole()).hasSize(3);
        assertThat(replies.whole().get(2)).isEqualTo(Replies.only("220 c\r\n"));
    }

    @Test
    void a_reply_without_end_is_held_up_to_the_bound() {
        byte[] endless = new byte[ReplyDecoder.MAX_REPLY + 1];
        Arrays.fill(endless, (byte) '2');
        ReplyDecoder decoder = new ReplyDecoder();

        assertThat(decoder.feed(endless, 0)).isEqualTo(ReplyDecoder.MAX_REPLY);
        assertThat(decoder.next(Duration.ZERO)).isEmpty();
        assertThat(decoder.feed(endless, ReplyDecoder.MAX_REPLY)).isZero();
        Optional<SmtpReply> cut = decoder.cutOff(Duration.ZERO);
        assertThat(cut.orElseThrow().size()).isEqualTo(ReplyDecoder.MAX_REPLY);
        assertThat(cut.orElseThrow().raw()).hasSize(SmtpReply.MAX_RAW);
    }

    @Test
    void a_reply_of_just_the_bound_is_whole_and_what_is_kept_of_it_is_capped() {
        String line = "250-" + "y".repeat(58) + "\r\n";
        String most = line.repeat(ReplyDecoder.MAX_REPLY / 64 - 1) + line.replace("250-", "250 ");

        SmtpReply reply = Replies.of(most + "220 next\r\n").whole().get(0);

        assertThat(reply.size()).isEqualTo(ReplyDecoder.MAX_REPLY);
        assertThat(reply.lines()).hasSize(SmtpReply.MAX_LINES);
        assertThat(reply.raw()).isEqualTo(most.substring(0, SmtpReply.MAX_RAW));
    }
}
