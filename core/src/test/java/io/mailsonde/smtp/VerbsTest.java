package io.mailsonde.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbsTest {
    @ParameterizedTest
    @ValueSource(strings = {"EHLO a", "helo a", "NOOP", "noop MAIL FROM:<a@b>", "RSET", "HELP MAIL", "QUIT"})
    void harmless(String line) {
        assertThat(Verbs.harmless(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " NOOP",
                "MAIL FROM:<a@b>",
                "mail from:<a@b>",
                "MAIL\tFROM:<a@b>",
                "RCPT TO:<a@b>",
                "DATA",
                "BDAT 3 LAST",
                "AUTH PLAIN AAAA",
                "VRFY a",
                "EXPN a",
                "STARTTLS",
                "NOOP\tx",
                "NOOPS",
                "NOOP\r\nMAIL FROM:<a@b>",
                "NOOP\nDATA",
                "NOOP x\rDATA",
                "NOOP \0"
            })
    void needs_more(String line) {
        assertThat(Verbs.harmless(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a>\r\nDATA", "<a>\n", "\r", "a\0b"})
    void two_lines_are_refused(String line) {
        assertThatThrownBy(() -> Verbs.checked(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a@b> SIZE=3", "\t", "gr\u00fcn"})
    void one_line_stays_as_it_is(String line) {
        assertThat(Verbs.checked(line)).isEqualTo(line);
    }
}
