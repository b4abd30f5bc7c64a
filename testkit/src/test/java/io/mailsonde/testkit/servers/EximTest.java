package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Session.greeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RealServer({"nsd", "exim4"})
class EximTest {

    private static final String ADDRESS = "127.0.1.5";
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
        try (Exim exim = Exim.closed(ADDRESS, "lab.example").mailboxes("alice").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("550").contains("relay not permitted");
            assertThat(session.say("RCPT TO:<nobody@lab.example>"))
                    .startsWith("550")
                    .contains("unknown user");
            assertThat(session.say("RCPT TO:<canary%witness.example@lab.example>"))
                    .startsWith("550");
            assertThat(session.say("RCPT TO:<postmaster>")).startsWith("250");
            assertThat(session.say("RCPT TO:<alice@lab.example>")).startsWith("250");
            assertThat(session.message("token-local")).startsWith("250");
            exim.awaitLog("Completed", DELIVERY);
            assertThat(exim.logTail()).contains(":blackhole:");
            assertThat(exim.address().getPort()).isEqualTo(25);
        }
    }

    @Test
    void a_closed_one_hangs_up_after_some_address_literals() {
        try (Exim exim = Exim.closed(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, "canary@[127.0.1.5]"))
                    .as(exim.logTail())
                    .startsWith("501");
            StringBuilder replies = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                replies.append(session.say("RCPT TO:<canary@[127.0.1.5]>")).append('\n');
            }
            assertThat(replies).contains("Too many syntax or protocol errors");
            assertThat(session.reply()).isEqualTo("closed");
        }
    }

    @Test
    void an_open_one_delivers_to_the_mx_that_the_labs_dns_names() {
        try (Exim exim = Exim.open(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("250");
            assertThat(session.message("token-exim-open")).startsWith("250");

            Witness.Received message = witness.await("token-exim-open", DELIVERY);

            assertThat(message).as(exim.logTail()).isNotNull();
            assertThat(message.client()).isEqualTo(ADDRESS);
            assertThat(message.recipient()).contains(STRANGER);
        }
    }

    @Test
    void one_with_the_percent_hack_relays_in_that_form_only() {
        try (Exim exim = Exim.percentHackOnly(ADDRESS, "lab.example").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient(SENDER, STRANGER)).startsWith("550");
            assertThat(session.say("RCPT TO:<nobody@lab.example>")).startsWith("550");
            assertThat(session.say("RCPT TO:<canary%witness.example@elsewhere.example>"))
                    .startsWith("550");
            assertThat(session.say("RCPT TO:<canary%witness.example@lab.example>"))
                    .startsWith("250");
            assertThat(session.message("token-percent")).startsWith("250");

            Witness.Received message = witness.await("token-percent", DELIVERY);

            assertThat(message).as(exim.logTail()).isNotNull();
            assertThat(message.recipient()).contains(STRANGER);
        }
    }

    @Test
    void leaves_its_address_free() {
        for (int i = 0; i < 3; i++) {
            try (Exim exim = Exim.open(ADDRESS, "lab.example").start();
                    Session session = greeted(ADDRESS)) {
                assertThat(session.recipient(SENDER, STRANGER))
                        .as(exim.logTail())
                        .startsWith("250");
            }
        }
    }

    @Test
    void says_what_is_wrong_with_an_option() {
        assertThatThrownBy(() -> Exim.at(ADDRESS).option("no_such_option = 1").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no_such_option");
    }
}
