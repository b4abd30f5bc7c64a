package io.mailsonde.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EffectsTest extends WithServer {
    private static final String GREETING = "220 mx.example.org ESMTP\r\n";
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private Client met(Stage stage, Effect effect) throws IOException {
        smtp.at(stage).play(effect);
        return new Client(smtp);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                arguments(Fault.NULS, "220 \0\0mx.example.org \0\0ESMTP\r\n"),
                arguments(Fault.BARE_LF, "220 mx.example.org ESMTP\n"),
                arguments(Fault.BARE_CR, "220 mx.example.org ESMTP\r"),
                arguments(Fault.TWICE, GREETING + GREETING),
                arguments(Fault.LETTERS_IN_CODE, "2x0 ok\r\n"),
                arguments(Fault.CODE_OUT_OF_RANGE, "999 x\r\n"),
                arguments(Fault.SHORT_CODE, "25 hi\r\n"),
                arguments(Fault.NO_SEPARATOR, "250ok\r\n"),
                arguments(Fault.EMPTY_LINE, "\r\n"),
                arguments(Fault.MIXED_CODES, "250-first\r\n550-second\r\n354 third\r\n"),
                arguments(Fault.SILENCE, ""),
                arguments(Fault.NONE, GREETING));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damages_or_replaces_a_greeting_and_serves_on(Fault fault, String octets) throws IOException {
        try (Client client = met(Stage.GREETING, fault)) {
            assertThat(client.read(octets.length())).isEqualTo(octets);
            assertThat(client.ask("EHLO client.example.net")).startsWith("250-");
        }
    }

    @Test
    void sends_octets_that_are_no_text() throws IOException {
        try (Client client = met(Stage.GREETING, Fault.BINARY)) {
            assertThat(client.line()).contains("\u0000").contains("\u00ff");
        }
        try (Client client = met(Stage.GREETING, new Effect.Octets("SSH-2.0-x\r\n"))) {
            assertThat(client.line()).isEqualTo("SSH-2.0-x\r\n");
        }
    }

    @Test
    void sends_lines_and_replies_that_are_too_long() throws IOException {
        try (Client client = met(Stage.GREETING, Fault.LONG_LINE)) {
            assertThat(client.line()).hasSize(1_000_000).startsWith("220 x").endsWith("\r\n");
        }
        try (Client client = met(Stage.GREETING, Fault.THOUSAND_LINES)) {
            assertThat(client.reply().lines()).hasSize(1000);
        }
    }

    @Test
    void cuts_a_reply_and_closes_or_resets() throws IOException {
        try (Client client = met(Stage.GREETING, Fault.CLOSE)) {
            assertThat(client.rest()).isEmpty();
        }
        try (Client client = met(Stage.GREETING, Fault.CLOSE_MIDWAY)) {
            assertThat(GREETING).startsWith(client.rest());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "RESET_MIDWAY"})
    void resets(Fault fault) throws Exception {
        smtp.on("NOOP").play(fault);
        try (Client client = Client.introduced(smtp)) {
            client.send("NOOP\r\n");
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
        assertThat(smtp.awaitSession(SOON).end()).isEqualTo(End.SERVER_RESET);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANG", "HANG_MIDWAY", "FLOOD"})
    void goes_on_until_the_client_closes(Fault fault) throws Exception {
        try (Client client = met(Stage.GREETING, fault)) {
            client.send("NOOP\r\n");
            client.read(fault == Fault.HANG ? 0 : 5);
        }
        assertThat(smtp.awaitSession(SOON).end()).isEqualTo(End.CLIENT_CLOSED);
    }

    @Test
    void drips_and_comes_in_pieces_and_late() throws IOException {
        smtp.at(Stage.GREETING).play(new Effect.Drip(MOMENT), new Effect.Pieces(3, MOMENT), Effect.late(MOMENT));
        for (int i = 0; i < 3; i++) {
            try (Client client = new Client(smtp)) {
                assertThat(client.reply()).isEqualTo(GREETING);
            }
        }
    }

    @Test
    void a_pause_ends_when_the_client_closes() throws Exception {
        smtp.at(Stage.GREETING)
                .play(
                        Effect.late(LONG),
                        new Effect.Drip(LONG),
                        new Effect.Teaser("wait", LONG),
                        new Effect.Endless("220-wait", LONG),
                        new Effect.Pieces(2, LONG));
        for (int i = 0; i < 5; i++) {
            new Client(smtp).send("EHLO early.example.net\r\n").close();
        }
        smtp.awaitSessions(5, SOON);
        assertThat(smtp.unread()).isEmpty();
    }

    @Test
    void greets_without_end() throws IOException {
        try (Client client = met(Stage.GREETING, new Effect.Endless("220-wait", MOMENT))) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.line()).isEqualTo("220-wait\r\n");
            }
        }
    }

    @Test
    void greets_in_two_lines_as_postscreen_does() throws IOException {
        try (Client client = met(Stage.GREETING, new Effect.Teaser("mx.example.org", MOMENT))) {
            assertThat(client.reply()).isEqualTo("220-mx.example.org\r\n" + GREETING);
        }
    }

    @Test
    void what_comes_early_during_a_pause_is_answered_afterwards() throws IOException {
        try (Client client = met(Stage.GREETING, Effect.late(Duration.ofMillis(50)))) {
            client.send("EHLO early.example.net\r\n");
            assertThat(client.reply()).isEqualTo(GREETING);
            assertThat(client.reply()).startsWith("250-");
        }
    }

    @Test
    void replies_before_the_command() throws IOException {
        try (Client client = met(Stage.EHLO, new Effect.Unsolicited("250 2.1.0 early"))) {
            client.reply();
            client.ask("EHLO client.example.net");
            assertThat(client.reply()).isEqualTo("250 2.1.0 early\r\n");
            assertThat(client.ask("MAIL FROM:<>")).startsWith("250 ");
        }
    }

    @Test
    void the_code_that_was_said_decides() throws Exception {
        smtp.on("RCPT TO:<postmaster").reply("550 5.7.1 no");
        smtp.on("RCPT TO:<t@").reply("250 2.1.5 yes");
        smtp.at(Stage.DATA).reply("354-go", "354 on");
        smtp.at(Stage.MESSAGE).play(Effect.reply("421 4.3.0 bye").after(MOMENT));
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<>");
            assertThat(client.ask("RCPT TO:<postmaster@example.org>")).startsWith("550 ");
            assertThat(client.ask("RCPT TO:<t@control.example>")).startsWith("250 ");
            assertThat(client.ask("DATA")).isEqualTo("354-go\r\n354 on\r\n");
            assertThat(client.ask("x\r\n.")).startsWith("421 ");
            assertThat(client.rest()).isEmpty();
        }
        assertThat(smtp.awaitSession(SOON).recipients()).containsExactly("t@control.example");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"EHLO", "HELO", "MAIL", "RCPT", "DATA", "MESSAGE", "RSET", "NOOP", "VRFY", "QUIT", "OTHER"})
    void every_stage_has_its_script(Stage stage) throws IOException {
        smtp.at(stage).play(new Effect.Octets("scripted"));
        StringBuilder all = new StringBuilder();
        try (Client client = new Client(smtp)) {
            String[] commands = {
                "HELO a",
                "EHLO a",
                "MAIL FROM:<>",
                "RCPT TO:<postmaster>",
                "RCPT TO:<postmaster>",
                "DATA",
                ".",
                "NOOP",
                "VRFY a",
                "RSET",
                "FOO",
                "QUIT"
            };
            client.send(String.join("\r\n", commands) + "\r\n");
            all.append(client.rest());
        }
        assertThat(all).as(stage.name().toLowerCase(Locale.ROOT)).contains("scripted");
        assertThat(smtp.unread()).isEmpty();
    }

    @Test
    void STARTTLS_is_followed_by_garbage_or_nothing_or_injected_text() throws Exception {
        smtp.withTls(TestCertificates.serverContext());
        smtp.at(Stage.STARTTLS).play(Fault.TLS_GARBAGE, Fault.TLS_SILENCE, new Effect.Unsolicited("250 injected"));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            assertThat(client.send("hello").line()).contains("garbage");
        }
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            client.send("hello");
        }
        smtp.awaitSessions(2, SOON);
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("STARTTLS")).startsWith("220 ");
            assertThat(client.reply()).isEqualTo("250 injected\r\n");
            client.startTls();
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void something_is_said_right_after_the_handshake_or_before_anything() throws IOException {
        smtp.withTls(TestCertificates.serverContext());
        smtp.at(Stage.AFTER_TLS).reply("220 again");
        smtp.at(Stage.CONNECT).play(Fault.NONE, Fault.CLOSE);
        try (Client client = Client.introduced(smtp)) {
            client.ask("STARTTLS");
            assertThat(client.startTls().reply()).isEqualTo("220 again\r\n");
        }
        try (Client client = new Client(smtp)) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void lines_are_played_once_each_and_the_rest_for_ever() throws IOException {
        smtp.on("noop").reply("451 twice").times(2).always(Effect.reply("452 ever"));
        try (Client client = Client.introduced(smtp)) {
            assertThat(smtp.unread()).hasSize(2).allMatch(line -> line.startsWith("noop: "));
            assertThat(client.ask("NOOP")).startsWith("451 ");
            assertThat(client.ask("NOOP")).startsWith("451 ");
            assertThat(client.ask("NOOP")).startsWith("452 ");
            assertThat(client.ask("NOOP")).startsWith("452 ");
            smtp.clearScripts();
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void refuses_values_out_of_range() {
        assertThatThrownBy(() -> Effect.late(Duration.ofHours(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Effect.Octets("\u0100")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Effect.Pieces(1, MOMENT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> smtp.on("")).isInstanceOf(IllegalArgumentException.class);
    }
}
