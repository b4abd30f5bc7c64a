package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Session.connect;
import static io.mailsonde.testkit.servers.Session.greeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RealServer({"nsd", "postfix"})
class PostfixTest {

    private static final String ADDRESS = "127.0.1.1";
    private static final String SENDER = "sender@client.example";
    private static final String STRANGER = "canary@witness.example";
    private static final Duration DELIVERY = Duration.ofSeconds(20);

    private static Nsd dns;
    private static Witness witness;

    @BeforeAll
    static void start() {
        dns = Nsd.at("127.0.0.53").serving(Witness.ROOT).start();
        witness = Witness.start();
    }

    @AfterAll
    static void stop() {
        witness.close();
        dns.close();
    }

    @Test
    void a_closed_one_takes_mail_for_its_own_mailboxes_only() {
        try (Postfix postfix = Postfix.closed(ADDRESS, "lab.example")
                        .mailboxes("alice")
                        .start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER))
                    .startsWith("554 5.7.1")
                    .contains("Relay access denied");
            assertThat(session.say("RCPT TO:<nobody@lab.example>")).startsWith("550 5.1.1");
            assertThat(session.say("RCPT TO:<canary%witness.example@lab.example>"))
                    .startsWith("5");
            assertThat(session.say("RCPT TO:<postmaster>")).startsWith("250");
            assertThat(session.say("RCPT TO:<postmaster@[127.0.1.1]>")).startsWith("250");
            assertThat(session.say("RCPT TO:<postmaster@lab.example>")).startsWith("250");
            assertThat(session.say("RCPT TO:<alice@lab.example>")).startsWith("250");
            assertThat(session.message("token-local")).startsWith("250");
            postfix.awaitLog("relay=none, delay", DELIVERY);
            assertThat(postfix.address().getPort()).isEqualTo(25);
            assertThat(postfix.certificate()).isEmpty();
        }
    }

    @Test
    void an_open_one_delivers_to_the_mx_that_the_labs_dns_names() {
        try (Postfix postfix = Postfix.open(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            assertThat(session.message("token-open")).startsWith("250");

            Witness.Received message = witness.await("token-open", DELIVERY);

            assertThat(message).as(postfix.logTail()).isNotNull();
            assertThat(message.client()).isEqualTo(ADDRESS);
            assertThat(message.recipient()).contains(STRANGER);
        }
    }

    @Test
    void one_that_is_open_inside_tls_only_asks_for_starttls_first() {
        try (Postfix postfix = Postfix.openInsideTlsOnly(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("MAIL: 530 5.7.0");

            session.startTls(postfix.certificate().orElseThrow());

            assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            assertThat(session.message("token-tls")).startsWith("250");
            assertThat(witness.await("token-tls", DELIVERY))
                    .as(postfix.logTail())
                    .isNotNull();
        }
    }

    @Test
    void one_that_refuses_outside_tls_says_554_in_the_clear_and_relays_inside() {
        try (Postfix postfix =
                        Postfix.refusingOutsideTls(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER))
                    .as(postfix.logTail())
                    .startsWith("554 5.7.1");

            session.startTls(postfix.certificate().orElseThrow());

            assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            assertThat(session.message("token-refused-outside")).startsWith("250");
            assertThat(witness.await("token-refused-outside", DELIVERY))
                    .as(postfix.logTail())
                    .isNotNull();
        }
    }

    @Test
    void a_greylisting_one_puts_off_the_first_attempt() {
        try (Postfix postfix = Postfix.greylisting(ADDRESS, "lab.example").start()) {
            try (Session first = greeted(ADDRESS)) {
                assertThat(first.recipient(SENDER, STRANGER))
                        .as(postfix.logTail())
                        .startsWith("450 4.2.0");
            }
            try (Session second = greeted(ADDRESS)) {
                assertThat(second.recipient(SENDER, STRANGER)).startsWith("250");
                assertThat(second.say("RCPT TO:<other@witness.example>")).startsWith("450 4.2.0");
                assertThat(second.message("token-grey")).startsWith("250");
            }
            assertThat(witness.await("token-grey", DELIVERY))
                    .as(postfix.logTail())
                    .isNotNull();
        }
    }

    @Test
    void one_that_refuses_at_data_accepts_every_recipient() {
        try (Postfix postfix = Postfix.refusingAtData(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER))
                    .as(postfix.logTail())
                    .startsWith("250");
            assertThat(session.message("token-data")).startsWith("554");
        }
    }

    @Test
    void a_discarding_one_accepts_every_message_and_delivers_none() {
        try (Postfix postfix = Postfix.discarding(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            assertThat(session.message("token-discard")).startsWith("250");

            postfix.awaitLog("to=<" + STRANGER + ">, relay=none", DELIVERY);
            assertThat(postfix.logTail()).contains("status=sent").contains("discard");
        }
    }

    @Test
    void one_that_trusts_xclient_relays_for_an_invented_client() {
        try (Postfix postfix = Postfix.trustingXclient(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("554 5.7.1");
            for (String inside : new String[] {"10.1.2.3", "127.0.0.1"}) {
                assertThat(session.say("RSET")).startsWith("250");
                assertThat(session.say("XCLIENT ADDR=" + inside)).startsWith("220");
                assertThat(session.say("EHLO client.lab.example")).startsWith("250");
                assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            }
            assertThat(session.message("token-xclient")).startsWith("250");
            assertThat(witness.await("token-xclient", DELIVERY))
                    .as(postfix.logTail())
                    .isNotNull();
        }
    }

    @Test
    void one_that_trusts_a_proxy_header_relays_for_an_invented_client() {
        try (Postfix postfix =
                Postfix.trustingProxyHeader(ADDRESS, "lab.example").start()) {
            assertThat(recipientAfter("PROXY TCP4 127.0.9.1 127.0.1.1 40000 25\r\n"))
                    .startsWith("554 5.7.1");
            assertThat(recipientAfter("PROXY TCP4 10.1.2.3 127.0.1.1 40000 25\r\n"))
                    .as(postfix.logTail())
                    .startsWith("250");
        }
    }

    @Test
    void offers_another_port_with_settings_of_its_own() {
        try (Postfix postfix = Postfix.closed(ADDRESS, "lab.example")
                        .service("127.0.1.2:25 inet n - n - - smtpd -o mynetworks=127.0.9.0/24")
                        .start();
                Session closed = greeted(ADDRESS);
                Session open = greeted("127.0.1.2")) {
            assertThat(closed.recipient(SENDER, STRANGER)).as(postfix.logTail()).startsWith("554 5.7.1");
            assertThat(open.recipient(SENDER, STRANGER)).startsWith("250");
        }
    }

    @Test
    void leaves_its_address_free_and_no_process() {
        for (int i = 0; i < 3; i++) {
            try (Postfix postfix = Postfix.open(ADDRESS, "lab.example").start();
                    Session session = greeted(ADDRESS)) {
                assertThat(session.recipient(SENDER, STRANGER))
                        .as(postfix.logTail())
                        .startsWith("250");
            }
            assertThat(ProcessHandle.current()
                            .descendants()
                            .filter(process ->
                                    process.info().command().orElse("").contains("postfix")))
                    .isEmpty();
        }
    }

    @Test
    void two_run_side_by_side_and_none_takes_the_others_address() {
        try (Postfix first = Postfix.closed(ADDRESS, "lab.example").start();
                Postfix second = Postfix.closed("127.0.1.2", "other.example").start();
                Session session = greeted("127.0.1.2")) {
            assertThat(session.recipient(SENDER, "postmaster@other.example"))
                    .as(second.logTail())
                    .startsWith("250");
            assertThatThrownBy(() -> Postfix.closed(ADDRESS, "lab.example").start())
                    .as(first.logTail())
                    .hasMessageContaining("another server is there");
        }
    }

    @Test
    void says_what_is_wrong_with_a_setting_or_a_service() {
        assertThatThrownBy(() -> Postfix.at(ADDRESS).setting("mynetwork", "x").start())
                .hasMessageContaining("mynetwork");
        assertThatThrownBy(() -> Postfix.at(ADDRESS).service("no service").start())
                .hasMessageContaining("master.cf: line 2");
    }

    private static String recipientAfter(String header) {
        try (Session session = connect(ADDRESS)) {
            session.write(header);
            assertThat(session.reply()).startsWith("220");
            assertThat(session.say("EHLO client.lab.example")).startsWith("250");
            return session.recipient(SENDER, STRANGER);
        }
    }
}
