package io.mailsonde.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HonestSessionTest extends WithServer {
    @Test
    void takes_a_message_and_remembers_the_session() throws Exception {
        try (Client client = new Client(smtp)) {
            assertThat(client.reply()).isEqualTo("220 mx.example.org ESMTP\r\n");
            assertThat(client.ask("EHLO client.example.net"))
                    .startsWith("250-mx.example.org\r\n")
                    .contains("250-PIPELINING\r\n")
                    .doesNotContain("STARTTLS");
            assertThat(message(client, "postmaster@example.org")).startsWith("250 2.0.0 Ok: queued as ");
            assertThat(client.ask("quit")).isEqualTo("221 2.0.0 Bye\r\n");
            assertThat(client.rest()).isEmpty();
        }
        Session session = smtp.awaitSession(SOON);

        assertThat(session.end()).isEqualTo(End.QUIT);
        assertThat(session.secure()).isFalse();
        assertThat(session.commands().get(4).line()).isEqualTo("quit\r\n");
        assertThat(session.texts())
                .startsWith(
                        "EHLO client.example.net",
                        "MAIL FROM:<s@example.net>",
                        "RCPT TO:<postmaster@example.org>",
                        "DATA");
        assertThat(session.messages()).singleElement().satisfies(message -> {
            assertThat(message.data()).isEqualTo("Subject: x\r\n\r\n.dot\r\nend\r\n");
            assertThat(message.sender()).isEqualTo("s@example.net");
            assertThat(message.recipients()).containsExactly("postmaster@example.org");
            assertThat(message.helo()).isEqualTo("client.example.net");
        });
    }

    @Test
    void remembers_the_envelope_of_a_transaction_without_a_message() throws Exception {
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<>");
            client.ask("RCPT TO:<postmaster>");
            client.ask("RCPT TO:<t@control.example>");
        }
        Session session = smtp.awaitSession(SOON);

        assertThat(session.sender()).isEmpty();
        assertThat(session.recipients()).containsExactly("postmaster");
        assertThat(session.end()).isEqualTo(End.CLIENT_CLOSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAIL FROM:<s@example.net> SIZE=100 BODY=8BITMIME | 250",
                "MAIL FROM:<s@example.net> FOO=1                  | 555",
                "MAIL FROM:s@example.net                          | 250",
                "MAIL s@example.net                               | 501",
                "MAIL FROM:<s@::1]>                               | 501",
                "MAIL FROM:<s@[::1]>                              | 501",
                "MAIL FROM:<s@[IPv6:::1]>                         | 250",
                "RCPT TO:<postmaster@example.org>                 | 503",
                "DATA                                             | 503",
                "EHLO                                             | 501",
                "HELO client.example.net                          | 250",
                "NOOP                                             | 250",
                "RSET                                             | 250",
                "VRFY postmaster                                  | 252",
                "EXPN staff                                       | 502",
                "STARTTLS                                         | 502",
                "GET / HTTP/1.1                                   | 500"
            })
    void replies_as_real_servers_do(String command, String code) throws IOException {
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask(command)).startsWith(code + " ");
        }
    }

    @Test
    void wants_a_name_before_MAIL() throws IOException {
        try (Client client = new Client(smtp)) {
            client.reply();
            assertThat(client.ask("MAIL FROM:<>")).startsWith("503 ");
        }
    }

    @Test
    void answers_pipelined_commands_in_turn_and_lines_that_are_too_long_once() throws IOException {
        try (Client client = Client.introduced(smtp)) {
            client.send("NOOP\r\n" + "x".repeat(100_000) + "\r\nVRFY a\r\n");

            assertThat(client.reply()).startsWith("250 ");
            assertThat(client.reply()).startsWith("500 5.5.2 Error: line too long");
            assertThat(client.reply()).startsWith("252 ");
        }
    }

    @Test
    void ends_a_message_only_at_a_dot_between_CRLFs() throws Exception {
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<>");
            client.ask("RCPT TO:<postmaster@example.org>");
            client.ask("DATA");
            assertThat(client.ask("a\n.\r\nMAIL FROM:<evil@example.net>\r\n.")).startsWith("250 ");
        }
        assertThat(smtp.awaitSession(SOON).messages())
                .singleElement()
                .satisfies(message -> assertThat(message.data()).contains("evil"));
    }

    @Test
    void refuses_a_message_of_more_than_10_MiB() throws IOException {
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<>");
            client.ask("RCPT TO:<postmaster@example.org>");
            client.ask("DATA");
            client.send(("x".repeat(998) + "\r\n").repeat(10_600));
            assertThat(client.ask(".")).startsWith("552 ");
            assertThat(client.ask("NOOP")).startsWith("250 ");
        }
    }

    @Test
    void speaks_TLS_after_STARTTLS_and_forgets_what_came_before() throws Exception {
        smtp.withTls(TestCertificates.serverContext());
        try (Client client = new Client(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.net")).contains("STARTTLS");
            assertThat(client.send("STARTTLS\r\nNOOP\r\n").reply()).startsWith("220 ");
            client.startTls();
            assertThat(client.ask("MAIL FROM:<>")).startsWith("503 ");
            assertThat(client.ask("EHLO client.example.net")).doesNotContain("STARTTLS");
            assertThat(client.ask("STARTTLS")).startsWith("554 ");
            assertThat(message(client, "postmaster@example.org")).startsWith("250 ");
            client.ask("QUIT");
        }
        Session session = smtp.awaitSession(SOON);

        assertThat(session.tls()).isEqualTo("TLSv1.3");
        assertThat(session.texts()).contains("STARTTLS").doesNotContain("NOOP");
        assertThat(session.commands().get(0).secure()).isFalse();
        assertThat(session.commands().get(2).secure()).isTrue();
        assertThat(session.messages().get(0).secure()).isTrue();
    }

    @Test
    void speaks_TLS_from_the_start() throws Exception {
        smtp.implicitTls(TestCertificates.serverContext());
        try (Client client = new Client(smtp).startTls()) {
            assertThat(client.reply()).startsWith("220 ");
            client.ask("QUIT");
        }
        assertThat(smtp.awaitSession(SOON).secure()).isTrue();
    }

    @Test
    void notes_a_handshake_that_failed() throws Exception {
        smtp.implicitTls(TestCertificates.serverContext());
        try (Client client = new Client(smtp)) {
            client.send("EHLO plain.example.net\r\n");
            assertThat(smtp.awaitSession(SOON).end()).isEqualTo(End.TLS_FAILED);
        }
    }

    @Test
    void waits_for_commands_and_sessions_and_says_what_it_saw_instead() throws Exception {
        Duration moment = Duration.ofMillis(1);
        try (Client client = Client.introduced(smtp)) {
            assertThat(smtp.awaitCommand("ehlo", SOON).argument()).isEqualTo("client.example.net");
            assertThatThrownBy(() -> smtp.awaitCommand("MAIL", moment))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("EHLO client.example.net");
            assertThatThrownBy(() -> smtp.awaitSession(moment))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("saw 1, of which 1 are open");
            assertThatThrownBy(() -> smtp.awaitNoConnections(moment)).isInstanceOf(AssertionError.class);
            client.ask("QUIT");
        }
        smtp.awaitNoConnections(SOON);
        assertThat(smtp.total()).isEqualTo(1);
    }
}
