package io.mailsonde.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The one way in of each, and that nothing else is. */
class LoopholesTest extends WithServer {
    private static final String OUR = "example.org";
    private static final String FOREIGN = "t@example.net";

    private String login() throws IOException {
        try (Client client = Client.introduced(smtp)) {
            assertThat(rcpt(client, FOREIGN)).startsWith("554 ");
            assertThat(client.ask("EHLO client.example.net")).contains("AUTH PLAIN");
            String answer = client.ask("AUTH PLAIN AGEAYg==");
            return answer.substring(0, 3) + ", then " + rcpt(client, FOREIGN).substring(0, 3);
        }
    }

    @Test
    void one_relays_after_any_login() throws IOException {
        smtp.personality(Loopholes.anyLogin(OUR));

        assertThat(login()).isEqualTo("235, then 250");
    }

    @Test
    void a_login_that_is_refused_opens_nothing() throws IOException {
        smtp.personality(Loopholes.anyLogin(OUR).with(Personalities.saying(Stage.AUTH, "535 5.7.8 no")));

        assertThat(login()).isEqualTo("535, then 554");
    }

    @Test
    void a_login_is_taken_once_and_forgotten_when_TLS_begins() throws IOException {
        smtp.personality(Loopholes.anyLogin(OUR)).withTls(TestCertificates.serverContext());
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("AUTH PLAIN AGEAYg==")).startsWith("235 ");
            assertThat(client.ask("AUTH PLAIN AGEAYg==")).startsWith("503 ");
            client.ask("STARTTLS");
            client.startTls();
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, FOREIGN)).startsWith("554 ");
        }
    }

    @Test
    void one_relays_for_senders_of_its_own_domain() throws IOException {
        smtp.personality(Loopholes.forgedSender(OUR));

        assertThat(rcpt(FOREIGN)).startsWith("554 ");
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<anybody@example.org>");
            assertThat(client.ask("RCPT TO:<" + FOREIGN + ">")).startsWith("250 ");
        }
    }

    @Test
    void one_relays_international_mail_and_announces_it_to_the_next_server() throws Exception {
        try (ScriptedSmtp next = ScriptedSmtp.start()) {
            next.personality(Personalities.acceptsEverything());
            smtp.personality(Loopholes.internationalMail(OUR).relayingTo(next.address()));
            assertThat(rcpt(FOREIGN)).startsWith("554 ");
            try (Client client = Client.introduced(smtp)) {
                // the octets of an u with two dots in UTF-8
                client.ask("MAIL FROM:<\u00c3\u00bc@example.net> SMTPUTF8");
                assertThat(client.ask("RCPT TO:<" + FOREIGN + ">")).startsWith("250 ");
                client.ask("DATA");
                assertThat(client.ask("Subject: x\r\n\r\nx\r\n.")).startsWith("250 ");
            }
            smtp.awaitDeliveries(SOON);

            assertThat(next.awaitSession(SOON).texts()).contains("MAIL FROM:<\u00c3\u00bc@example.net> SMTPUTF8");
        }
    }

    @Test
    void one_relays_to_a_domain_that_names_it_as_its_exchanger() throws IOException {
        smtp.personality(Loopholes.backupFor(OUR, "backup.example"));

        assertThat(rcpt("anybody@backup.example")).startsWith("250 ");
        assertThat(rcpt(FOREIGN)).startsWith("554 ");
    }
}
