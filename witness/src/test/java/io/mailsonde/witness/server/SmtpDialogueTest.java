package io.mailsonde.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpDialogueTest {
    private final Letters letters = new Letters();
    private final SmtpDialogue dialogue = Letters.dialogue(letters);

    private List<String> say(String text) {
        return dialogue.hear(text.getBytes(StandardCharsets.UTF_8)).lines().toList();
    }

    private void open() {
        assertThat(say("EHLO mx.example\r\nMAIL FROM:<a@mx.example>\r\nRCPT TO:<" + Letters.TOKEN
                        + "@witness.example>\r\nDATA\r\n"))
                .last()
                .asString()
                .startsWith("354");
    }

    @Test
    void greets_with_its_name() {
        assertThat(dialogue.greeting()).isEqualTo("220 witness.example ESMTP\r\n");
    }

    @Test
    void announces_its_extensions() {
        assertThat(say("ehlo mx.example\r\n"))
                .containsExactly(
                        "250-witness.example",
                        "250-PIPELINING",
                        "250-8BITMIME",
                        "250-SMTPUTF8",
                        "250-SIZE 1048576",
                        "250 ENHANCEDSTATUSCODES");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HELO mx|250 witness.example",
                "EHLO|501",
                "HELO|501",
                "NOOP|250",
                "RSET|250",
                "VRFY postmaster|252",
                "HELP|214",
                "EXPN all|502",
                "STARTTLS|502",
                "GET / HTTP/1.1|500",
                "''|500",
                "RCPT TO:<a@b>|503",
                "DATA|503",
                "MAIL FROM:a@b|501",
                "MAIL FROM:<a@b|501",
                "MAIL FROM:<a@b>x|501",
                "MAIL TO:<a@b>|501",
                "MAIL|501",
                "MAIL FROM:<>|250",
                "MAIL FROM: <a@b>|250",
                "MAIL FROM:<a@b> SIZE=1048576 BODY=8BITMIME SMTPUTF8|250",
                "MAIL FROM:<a@b> SIZE=1048577|552",
                "MAIL FROM:<a@b> SIZE=99999999999999999999|552",
                "MAIL FROM:<a@b> SIZE=x|501",
                "MAIL FROM:<a@b> RET=HDRS|555",
                "QUIT|221"
            })
    void answers_each_command(String command, String reply) {
        assertThat(say(command + "\r\n")).singleElement().asString().startsWith(reply);
        assertThat(dialogue.over()).isEqualTo(command.equals("QUIT"));
    }

    @Test
    void refuses_what_is_out_of_order_inside_a_transaction() {
        say("MAIL FROM:<a@b>\r\n");

        assertThat(say("MAIL FROM:<c@d>\r\n")).singleElement().asString().startsWith("503");
        assertThat(say("RCPT TO:<>\r\n")).singleElement().asString().startsWith("501");
        assertThat(say("RCPT TO:<" + Letters.TOKEN + "> NOTIFY=NEVER\r\n"))
                .singleElement()
                .asString()
                .startsWith("555");
        assertThat(say("RCPT TO:<postmaster@witness.example>\r\n"))
                .singleElement()
                .asString()
                .startsWith("550 5.1.1");
        assertThat(say("DATA\r\n")).singleElement().asString().startsWith("503");
    }

    @Test
    void takes_a_pipelined_transaction_and_then_another() {
        open();
        assertThat(say("Subject: x\r\n\r\nhello\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<" + Letters.TOKEN + ">\r\nDATA\r\n"))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "250", "354");
        assertThat(say(".\r\nQUIT\r\n"))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "221");

        assertThat(letters.taken).extracting(Letter::sender).containsExactly("a@mx.example", "");
        assertThat(letters.taken).extracting(Letter::raw).containsExactly("Subject: x\r\n\r\nhello\r\n", "");
        assertThat(letters.taken).extracting(Letter::helo).containsOnly("mx.example");
    }

    @Test
    void forgets_the_transaction_at_RSET_and_EHLO() {
        say("MAIL FROM:<a@b>\r\nRSET\r\n");
        assertThat(say("RCPT TO:<" + Letters.TOKEN + ">\r\n"))
                .singleElement()
                .asString()
                .startsWith("503");
        say("MAIL FROM:<a@b>\r\nEHLO again\r\n");
        assertThat(say("DATA\r\n")).singleElement().asString().startsWith("503");
    }

    @Test
    void the_data_end_at_CRLF_dot_CRLF_and_nowhere_else() {
        open();
        for (String smuggled : List.of("\n.\n", "\n.\r\n", "\r.\r", "\r\n.\n", "\r\n.\rx", "\r\n.\0\r\n")) {
            assertThat(say("text" + smuggled + "MAIL FROM:<smuggled@b>\r\n"))
                    .as(smuggled)
                    .isEmpty();
        }
        assertThat(say(".\r\n")).singleElement().asString().startsWith("250");
        assertThat(letters.taken)
                .singleElement()
                .extracting(Letter::raw)
                .asString()
                .contains("\0");
    }

    @Test
    void a_bare_LF_ends_no_command() {
        assertThat(say("NOOP\nNOOP\r\n")).singleElement().asString().startsWith("500");
    }

    @Test
    void takes_a_message_of_1_MiB_and_keeps_its_beginning() {
        open();
        say("x".repeat(SmtpDialogue.MAX_SIZE - 2));

        assertThat(say("\r\n.\r\n")).singleElement().asString().startsWith("250");
        assertThat(letters.taken).singleElement().satisfies(letter -> {
            assertThat(letter.size()).isEqualTo(1024 * 1024);
            assertThat(letter.raw()).hasSize(16 * 1024);
        });
    }

    @Test
    void refuses_a_larger_message_and_goes_on() {
        open();
        say("x".repeat(SmtpDialogue.MAX_SIZE - 1));

        assertThat(say("\r\n.\r\nNOOP\r\n"))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("552", "250");
        assertThat(letters.taken).isEmpty();
    }

    @Test
    void hangs_up_on_a_message_without_end() {
        open();
        say("x".repeat((int) SmtpDialogue.MAX_DISCARDED));

        assertThat(say("x")).singleElement().asString().startsWith("421");
        assertThat(dialogue.over()).isTrue();
    }

    @Test
    void says_so_when_the_ticket_expired_during_the_data() {
        letters.expired = true;
        open();

        assertThat(say(".\r\n")).singleElement().asString().startsWith("550 5.1.1");
    }

    @Test
    void refuses_lines_that_are_too_long_and_hangs_up_after_ten() {
        assertThat(say("NOOP " + "x".repeat(SmtpDialogue.MAX_LINE - 5) + "\r\n"))
                .singleElement()
                .asString()
                .startsWith("250");
        for (int i = 1; i < SmtpDialogue.MAX_FAULTS; i++) {
            assertThat(say("NOOP " + "x".repeat(100_000) + "\r\n"))
                    .singleElement()
                    .asString()
                    .startsWith("500");
        }
        assertThat(say("x\r\nNOOP\r\n"))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("500", "421");
        assertThat(dialogue.over()).isTrue();
        assertThat(say("NOOP\r\n")).isEmpty();
    }

    @Test
    void what_is_kept_of_an_envelope_is_bounded() {
        String filler = "a-".repeat(1900);
        say("EHLO " + filler + "\r\n");
        assertThat(say("MAIL FROM:<" + filler + "@mx.example>\r\n"))
                .singleElement()
                .asString()
                .startsWith("501");
        say("MAIL FROM:<a@mx.example>\r\n");
        assertThat(say("RCPT TO:<" + filler + Letters.TOKEN + ">\r\n"))
                .singleElement()
                .asString()
                .startsWith("501");
        say("RCPT TO:<" + Letters.TOKEN + ">\r\nDATA\r\nx\r\n.\r\n");

        assertThat(letters.taken)
                .singleElement()
                .satisfies(letter -> assertThat(letter.helo()).hasSizeLessThanOrEqualTo(255));
    }

    @Test
    void takes_100_recipients_and_asks_to_send_again_for_more() {
        say("MAIL FROM:<>\r\n");
        assertThat(say(("RCPT TO:<" + Letters.TOKEN + ">\r\n").repeat(101)))
                .extracting(reply -> reply.substring(0, 3))
                .containsOnlyOnce("452")
                .endsWith("452");
    }

    @Test
    void hangs_up_after_1000_commands() {
        assertThat(say("NOOP\r\n".repeat(2000))).hasSize(1001).last().asString().startsWith("421");
    }

    @Test
    void understands_internationalised_addresses_and_takes_other_bytes_one_by_one() {
        say("EHLO mx\r\nMAIL FROM:<jörg@b> SMTPUTF8\r\n");
        String path = "RCPT TO:<\u00FF" + Letters.TOKEN + ">\r\n";
        assertThat(dialogue.hear(path.getBytes(StandardCharsets.ISO_8859_1))).startsWith("250");
        say("DATA\r\n.\r\n");

        assertThat(letters.taken).singleElement().satisfies(letter -> {
            assertThat(letter.sender()).isEqualTo("jörg@b");
            assertThat(letter.recipients()).containsExactly("\u00FF" + Letters.TOKEN);
        });
    }

    @Test
    void a_bracket_inside_quotes_closes_no_path() {
        say("MAIL FROM:<\"a>\\\"b\"@c>\r\nRCPT TO:<" + Letters.TOKEN + ">\r\nDATA\r\n.\r\n");

        assertThat(letters.taken).singleElement().extracting(Letter::sender).isEqualTo("\"a>\\\"b\"@c");
    }
}
