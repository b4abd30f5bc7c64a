package io.mailsonde.smtp;

import static io.mailsonde.smtp.Replies.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    @ParameterizedTest
    @CsvSource({
        "250 OK, yes",
        "354 go on, more",
        "450 later, later",
        "421 bye, later",
        "550 no, no",
        "199 what, unclear",
        "560 what, unclear",
        "260 what, unclear",
        "600 what, unclear",
        "what, unclear",
    })
    void means(String line, String meaning) {
        SmtpReply reply = only(line + "\r\n");

        assertThat(reply.positive()).isEqualTo(meaning.equals("yes"));
        assertThat(reply.intermediate()).isEqualTo(meaning.equals("more"));
        assertThat(reply.transientNegative()).isEqualTo(meaning.equals("later"));
        assertThat(reply.permanentNegative()).isEqualTo(meaning.equals("no"));
        assertThat(reply.usable()).isNotEqualTo(meaning.equals("unclear"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-a\r\n550 b\r\n", "550-a\r\n250 b\r\n", "250-a\r\n", "250", "250 o"})
    void mixed_or_cut_off_is_neither_yes_nor_no(String sent) {
        SmtpReply reply = only(sent);

        assertThat(reply.usable()).isFalse();
        assertThat(reply.positive()).isFalse();
        assertThat(reply.permanentNegative()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 a\n", "250 a\0\r\n", "250\tok\r\n", "250-a\r\nb\r\n250 c\r\n", "250 gr\u00fcn\r\n"})
    void what_is_only_ugly_counts(String sent) {
        assertThat(only(sent).positive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "250 2.1.5 ok,         2.1.5",
        "550 5.7.1 no,         5.7.1",
        "450 4.2.0,            4.2.0",
        "550 5.123.999 no,     5.123.999",
        "550 4.7.1 no,         ''",
        "250 5.7.1 no,         ''",
        "550 5.7 no,           ''",
        "550 5.7.1234 no,      ''",
        "550 5.7.1.2 no,       ''",
        "550 no 5.7.1,         ''",
        "354 3.0.0 go,         ''",
        "550,                  ''",
    })
    void enhanced_status_code(String line, String enhanced) {
        assertThat(only(line + "\r\n").enhanced().orElse("")).isEqualTo(enhanced);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "421 bye",
                "450 4.7.0 Rate limit exceeded",
                "550 rate-limited",
                "452 too many recipients",
                "454 Too many concurrent SMTP connections; too many connections from your host",
                "450 you are sending too fast",
                "451 Slow down",
                "550 throttled",
            })
    void a_complaint(String line) {
        assertThat(only(line + "\r\n").complaint()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 rate limit 100",
                "220 slow down",
                "550 no such user",
                "450 greylisted",
                "554 too many errors"
            })
    void no_complaint(String line) {
        assertThat(only(line + "\r\n").complaint()).isFalse();
    }

    @Test
    void text_joins_the_lines_and_a_long_one_is_shown_in_part() {
        assertThat(only("550-a\r\n550 b\r\n").text()).isEqualTo("a b");
        assertThat(only("550-a\r\n550 b\r\n")).hasToString("550 a b");
        assertThat(only("550\r\n")).hasToString("550");
        assertThat(only("hm\r\n")).hasToString("no code hm");
        assertThat(only("250 " + "x".repeat(201) + "\r\n")).hasToString("250 " + "x".repeat(200) + "…");
    }

    @Test
    void what_a_peer_chose_is_capped() {
        List<ReplyViolation> violations = List.of(ReplyViolation.NUL, ReplyViolation.NO_CODE, ReplyViolation.NUL);
        String line = "x".repeat(SmtpReply.MAX_LINE + 1);
        SmtpReply reply = new SmtpReply(
                250,
                java.util.Collections.nCopies(SmtpReply.MAX_LINES + 1, line),
                violations,
                line.repeat(5),
                9,
                Duration.ZERO);

        assertThat(reply.lines()).hasSize(SmtpReply.MAX_LINES).allMatch(kept -> kept.length() == SmtpReply.MAX_LINE);
        assertThat(reply.raw()).hasSize(SmtpReply.MAX_RAW);
        assertThat(reply.violations()).containsExactly(ReplyViolation.NO_CODE, ReplyViolation.NUL);
    }
}
