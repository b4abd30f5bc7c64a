package io.mailsonde.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server for each test, in which nothing may go wrong. */
abstract class WithServer {
    static final Duration SOON = Duration.ofSeconds(10);

    ScriptedSmtp smtp;

    @BeforeEach
    void start() {
        smtp = ScriptedSmtp.start();
    }

    @AfterEach
    void stop() {
        smtp.close();
        assertThat(smtp.problems()).isEmpty();
    }

    /** The replies to MAIL and RCPT. */
    String rcpt(Client client, String path) throws IOException {
        assertThat(client.ask("MAIL FROM:<s@example.net>")).startsWith("250 ");
        String reply = client.ask("RCPT TO:<" + path + ">");
        client.ask("RSET");
        return reply;
    }

    String rcpt(String path) throws IOException {
        try (Client client = Client.introduced(smtp)) {
            return rcpt(client, path);
        }
    }

    /** The reply to the end of a short message. */
    static String message(Client client, String recipient) throws IOException {
        client.ask("MAIL FROM:<s@example.net>");
        client.ask("RCPT TO:<" + recipient + ">");
        assertThat(client.ask("DATA")).startsWith("354 ");
        return client.ask("Subject: x\r\n\r\n..dot\r\nend\r\n.");
    }
}
