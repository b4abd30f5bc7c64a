package io.mailsonde.testkit.smtp;

import static io.mailsonde.testkit.smtp.Personalities.acceptsEverything;
import static io.mailsonde.testkit.smtp.Personalities.acceptsLocalParts;
import static io.mailsonde.testkit.smtp.Personalities.authRequired;
import static io.mailsonde.testkit.smtp.Personalities.authRequiredAtRcpt;
import static io.mailsonde.testkit.smtp.Personalities.blockedClient;
import static io.mailsonde.testkit.smtp.Personalities.blockedClientAtRcpt;
import static io.mailsonde.testkit.smtp.Personalities.catchAll;
import static io.mailsonde.testkit.smtp.Personalities.closed;
import static io.mailsonde.testkit.smtp.Personalities.closesAfterLiterals;
import static io.mailsonde.testkit.smtp.Personalities.greylisting;
import static io.mailsonde.testkit.smtp.Personalities.heloOnly;
import static io.mailsonde.testkit.smtp.Personalities.keepsPlaintextAfterStarttls;
import static io.mailsonde.testkit.smtp.Personalities.openInsideTlsOnly;
import static io.mailsonde.testkit.smtp.Personalities.openRelay;
import static io.mailsonde.testkit.smtp.Personalities.percentHackOnly;
import static io.mailsonde.testkit.smtp.Personalities.queueIdContaining530;
import static io.mailsonde.testkit.smtp.Personalities.rateLimited;
import static io.mailsonde.testkit.smtp.Personalities.refusesAtData;
import static io.mailsonde.testkit.smtp.Personalities.refusesAtEndOfData;
import static io.mailsonde.testkit.smtp.Personalities.relayTo;
import static io.mailsonde.testkit.smtp.Personalities.requiresProxyHeader;
import static io.mailsonde.testkit.smtp.Personalities.tlsRequired;
import static io.mailsonde.testkit.smtp.Personalities.trustsProxyHeader;
import static io.mailsonde.testkit.smtp.Personalities.trustsXclient;
import static io.mailsonde.testkit.smtp.Personalities.willNotRelayText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mailsonde.dns.IpAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PersonalitiesTest extends WithServer {
    private static final String OUR = "example.org";
    private static final String FOREIGN = "t@control.example";

    @Test
    void closed_knows_its_own_and_relays_for_nobody() throws IOException {
        smtp.personality(closed(OUR, "alice"));

        assertThat(rcpt("postmaster@example.org")).startsWith("250 ");
        assertThat(rcpt("Postmaster")).startsWith("250 ");
        assertThat(rcpt("postmaster@[127.0.0.1]")).startsWith("250 ");
        assertThat(rcpt("ALICE@Example.ORG")).startsWith("250 ");
        assertThat(rcpt("nobody@example.org")).startsWith("550 5.1.1 ");
        assertThat(rcpt("t%control.example@example.org")).startsWith("550 5.1.1 ");
        assertThat(rcpt("\"t@control.example\"")).startsWith("550 5.1.1 ");
        assertThat(rcpt(FOREIGN)).startsWith("554 5.7.1 ");
        assertThat(rcpt("@mx.example.org:" + FOREIGN)).startsWith("554 5.7.1 ");
        assertThat(rcpt("t@control.example@example.org")).startsWith("550 5.1.1 ");
    }

    @Test
    void an_address_literal_of_IPv6_is_the_servers_own_as_well() throws IOException {
        assumeTrue(NetworkInterface.getByInetAddress(IpAddresses.parse("::1")) != null, "this machine has no ::1");
        try (ScriptedSmtp six = ScriptedSmtp.start(new InetSocketAddress(IpAddresses.parse("::1"), 0));
                Client client = Client.introduced(six.personality(closed(OUR)))) {
            assertThat(rcpt(client, "postmaster@[IPv6:::1]")).startsWith("250 ");
            assertThat(rcpt(client, "postmaster@[IPv6:2001:db8::1]")).startsWith("554 ");
        }
    }

    @Test
    void an_open_relay_delivers_to_a_receiver() throws Exception {
        LinkedBlockingQueue<Message> received = new LinkedBlockingQueue<>();
        smtp.personality(openRelay(received::add));
        try (Client client = Client.introduced(smtp)) {
            message(client, FOREIGN);
        }
        Message message = received.poll(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(message).isNotNull();
        assertThat(message.recipients()).containsExactly(FOREIGN);
    }

    @Test
    void an_open_relay_sends_on_to_another_server_with_a_Received_field() throws Exception {
        try (ScriptedSmtp witness = ScriptedSmtp.start()) {
            witness.personality(acceptsEverything());
            smtp.personality(relayTo(witness.address()));
            try (Client client = Client.introduced(smtp)) {
                assertThat(message(client, "t%control.example%mx.example.org@[127.0.0.1]"))
                        .startsWith("250 ");
            }
            Session relayed = witness.awaitSession(SOON);

            assertThat(relayed.messages()).singleElement().satisfies(message -> {
                assertThat(message.recipients()).containsExactly(FOREIGN);
                assertThat(message.data())
                        .startsWith(
                                "Received: from client.example.net ([127.0.0.1])\r\n\tby mx.example.org with ESMTP ")
                        .endsWith("\r\nSubject: x\r\n\r\n.dot\r\nend\r\n");
            });
        }
    }

    @Test
    void some_accept_every_recipient_or_all_of_their_domain() throws IOException {
        smtp.personality(acceptsEverything());
        assertThat(rcpt("t@random.invalid")).startsWith("250 ");

        smtp.personality(catchAll(OUR));
        assertThat(rcpt("random@example.org")).startsWith("250 ");
        assertThat(rcpt(FOREIGN)).startsWith("554 ");
    }

    @Test
    void some_relay_inside_TLS_only() throws IOException {
        smtp.personality(openInsideTlsOnly(OUR)).withTls(TestCertificates.serverContext());
        try (Client client = Client.introduced(smtp)) {
            assertThat(rcpt(client, FOREIGN)).startsWith("554 ");
            client.ask("STARTTLS");
            client.startTls();
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, FOREIGN)).startsWith("250 ");
        }
    }

    @Test
    void some_require_TLS() throws IOException {
        smtp.personality(closed(OUR).with(tlsRequired())).withTls(TestCertificates.serverContext());
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("MAIL FROM:<>")).startsWith("530 5.7.0 Must issue a STARTTLS");
            client.ask("STARTTLS");
            client.startTls();
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, "postmaster@example.org")).startsWith("250 ");
        }
    }

    @Test
    void some_require_authentication() throws IOException {
        smtp.personality(closed(OUR).with(authRequired()));
        try (Client client = new Client(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.net")).contains("AUTH PLAIN");
            assertThat(client.ask("AUTH PLAIN AGEAYg==")).startsWith("535 ");
            assertThat(client.ask("MAIL FROM:<>")).startsWith("530 5.7.0 ");
        }
        smtp.personality(closed(OUR).with(authRequiredAtRcpt()));
        assertThat(rcpt(FOREIGN)).startsWith("550 5.7.1 ");
    }

    @Test
    void greylisting_refuses_each_triplet_at_first() throws IOException {
        smtp.personality(closed(OUR).with(greylisting(2)));

        assertThat(rcpt("postmaster@example.org")).startsWith("450 4.7.1 ");
        assertThat(rcpt("postmaster@example.org")).startsWith("450 4.7.1 ");
        assertThat(rcpt("postmaster@example.org")).startsWith("250 ");
        assertThat(rcpt("other@example.org")).startsWith("450 ");
    }

    @Test
    void some_refuse_at_DATA_or_after_the_message() throws IOException {
        smtp.personality(acceptsEverything().with(refusesAtData()));
        try (Client client = Client.introduced(smtp)) {
            client.ask("MAIL FROM:<>");
            assertThat(client.ask("RCPT TO:<" + FOREIGN + ">")).startsWith("250 ");
            assertThat(client.ask("DATA")).startsWith("554 ");
        }
        smtp.personality(acceptsEverything().with(refusesAtEndOfData()));
        try (Client client = Client.introduced(smtp)) {
            assertThat(message(client, FOREIGN)).startsWith("550 5.7.1 ");
        }
        assertThat(smtp.sessions())
                .allSatisfy(session -> assertThat(session.messages()).isEmpty());
    }

    @Test
    void some_read_strange_forms_as_local_parts() throws IOException {
        smtp.personality(acceptsLocalParts(OUR));

        assertThat(rcpt("\"t%control.example\"")).startsWith("250 ");
        assertThat(rcpt("control.example!t")).startsWith("250 ");
        assertThat(rcpt("t%control.example@[127.0.0.1]")).startsWith("250 ");
        assertThat(rcpt("t@control.example@")).startsWith("250 ");
        assertThat(rcpt(FOREIGN)).startsWith("554 ");
    }

    @Test
    void some_honour_the_percent_hack_alone() throws IOException {
        smtp.personality(percentHackOnly(OUR));

        assertThat(rcpt("t%control.example@example.org")).startsWith("250 ");
        assertThat(rcpt("control.example!t@example.org")).startsWith("550 ");
        assertThat(rcpt(FOREIGN)).startsWith("554 ");
    }

    @Test
    void some_have_blocked_the_client() throws IOException {
        smtp.personality(closed(OUR).with(blockedClient()));
        try (Client client = new Client(smtp)) {
            assertThat(client.reply()).startsWith("554 5.7.1 ").contains("[127.0.0.1] blocked using");
            assertThat(client.ask("EHLO client.example.net")).startsWith("503 ");
            assertThat(client.ask("QUIT")).startsWith("221 ");
        }
        smtp.personality(closed(OUR).with(blockedClientAtRcpt()));
        assertThat(rcpt("postmaster@example.org")).startsWith("554 5.7.1 ").contains("blocked using");
    }

    @Test
    void some_close_after_too_many_commands() throws Exception {
        smtp.personality(closed(OUR).with(rateLimited(2)));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("NOOP")).startsWith("250 ");
            assertThat(client.ask("NOOP")).startsWith("421 4.7.0 ");
            assertThat(client.rest()).isEmpty();
        }
        assertThat(smtp.awaitSession(SOON).end()).isEqualTo(End.SERVER_CLOSED);
    }

    @Test
    void some_close_after_too_many_address_literals() throws IOException {
        smtp.personality(closed(OUR).with(closesAfterLiterals(1)));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("MAIL FROM:<s@[127.0.0.1]>")).startsWith("501 ");
            assertThat(client.ask("MAIL FROM:<s@[127.0.0.1]>")).startsWith("501 ");
            assertThat(client.ask("MAIL FROM:<s@[127.0.0.1]>")).startsWith("554 Too many");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void some_know_HELO_only() throws IOException {
        smtp.personality(acceptsEverything().with(heloOnly()));
        try (Client client = new Client(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.net")).startsWith("502 ");
            assertThat(client.ask("HELO client.example.net")).startsWith("250 ");
            assertThat(rcpt(client, FOREIGN)).startsWith("250 ");
        }
    }

    @Test
    void some_trust_what_XCLIENT_says() throws IOException {
        smtp.personality(trustsXclient(OUR, "10.0.0.1", "2001:db8::1"));
        try (Client client = new Client(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.net")).contains("XCLIENT NAME ADDR PROTO HELO");
            assertThat(rcpt(client, FOREIGN)).startsWith("554 ");
            assertThat(client.ask("XCLIENT NAME=x ADDR=10.0.0.1")).startsWith("220 ");
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, FOREIGN)).startsWith("250 ");
            client.ask("XCLIENT ADDR=IPV6:2001:DB8::1");
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, FOREIGN)).startsWith("250 ");
            client.ask("XCLIENT ADDR=10.0.0.2");
            client.ask("EHLO client.example.net");
            assertThat(rcpt(client, FOREIGN)).startsWith("554 ");
        }
        smtp.personality(closed(OUR));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("XCLIENT ADDR=10.0.0.1")).startsWith("502 ");
        }
    }

    private String rcptAfter(String header) throws IOException {
        try (Client client = new Client(smtp).send(header)) {
            assertThat(client.reply()).startsWith("220 ");
            client.ask("EHLO client.example.net");
            return rcpt(client, FOREIGN);
        }
    }

    @Test
    void some_trust_a_PROXY_header() throws IOException {
        smtp.personality(trustsProxyHeader(OUR, "10.0.0.1"));
        String signature = "\r\n\r\n\u0000\r\nQUIT\n";
        String addresses = "\u0000\f\n\u0000\u0000\u0001\u007f\u0000\u0000\u0001\u0010\u0000\u0000\u0019";

        assertThat(rcptAfter("PROXY TCP4 10.0.0.1 127.0.0.1 4096 25\r\n")).startsWith("250 ");
        assertThat(rcptAfter("PROXY TCP4 10.0.0.2 127.0.0.1 4096 25\r\n")).startsWith("554 ");
        assertThat(rcptAfter("PROXY UNKNOWN\r\n")).startsWith("554 ");
        assertThat(rcptAfter(signature + "!\u0011" + addresses)).startsWith("250 ");
        assertThat(rcptAfter(signature + " \u0011" + addresses)).startsWith("554 ");
        assertThat(rcptAfter("")).startsWith("554 ");
    }

    @Test
    void some_require_a_PROXY_header() throws IOException {
        smtp.personality(requiresProxyHeader(OUR, "10.0.0.1"));

        assertThat(rcptAfter("PROXY TCP4 10.0.0.1 127.0.0.1 4096 25\r\n")).startsWith("250 ");
        try (Client client = new Client(smtp).send("EHLO client.example.net\r\n")) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void some_run_inside_TLS_what_came_in_plain_text() throws IOException {
        smtp.personality(closed(OUR).with(keepsPlaintextAfterStarttls())).withTls(TestCertificates.serverContext());
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.send("STARTTLS\r\nVRFY injected\r\n").reply()).startsWith("220 ");
            client.startTls();
            assertThat(client.reply()).isEqualTo("252 2.0.0 injected\r\n");
        }
    }

    @Test
    void some_texts_mislead() throws IOException {
        smtp.personality(closed(OUR).with(willNotRelayText()).with(queueIdContaining530()));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("MAIL FROM:<>")).startsWith("250 ").contains("530");
            assertThat(client.ask("RCPT TO:<" + FOREIGN + ">"))
                    .startsWith("250 ")
                    .contains("will not relay");
            assertThat(client.ask("DATA")).startsWith("354 ");
        }
    }

    @Test
    void a_test_may_have_one_of_its_own() throws IOException {
        smtp.personality(closed(OUR)
                .with(Personality.judging(
                        "odd",
                        (stage, visit) -> stage == Stage.NOOP && "client.example.net".equals(visit.helo())
                                ? Optional.of(Reply.of("250 odd"))
                                : Optional.empty())));
        try (Client client = Client.introduced(smtp)) {
            assertThat(client.ask("NOOP")).isEqualTo("250 odd\r\n");
        }
    }
}
