package io.mailsonde.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLifeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static List<String> threads(ScriptedSmtp smtp) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith("scripted-smtp-" + smtp.address().getPort()))
                .toList();
    }

    @Test
    void a_port_in_use_is_refused_with_its_address() {
        try (ScriptedSmtp smtp = ScriptedSmtp.start()) {
            assertThatThrownBy(() -> ScriptedSmtp.start(smtp.address()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(smtp.address().toString());
        }
    }

    @Test
    void closing_ends_threads_sockets_and_what_goes_on() throws Exception {
        ScriptedSmtp smtp = ScriptedSmtp.start();
        smtp.withTls(TestCertificates.serverContext());
        smtp.personality(Personalities.openRelay(message -> {}));
        List<Client> clients = new ArrayList<>();
        Client secure = Client.introduced(smtp);
        clients.add(secure);
        secure.ask("STARTTLS");
        secure.startTls();
        Client taken = Client.introduced(smtp);
        clients.add(taken);
        WithServer.message(taken, "t@control.example");
        // after the good ones: which connection is greeted first is not the order of connecting
        smtp.at(Stage.GREETING)
                .play(
                        Effect.late(Duration.ofHours(1)),
                        new Effect.Drip(Duration.ofHours(1)),
                        Fault.FLOOD,
                        Fault.HANG,
                        new Effect.Endless("220-x", Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            clients.add(new Client(smtp).send("NOOP\r\n".repeat(1000)));
        }
        long patience = System.nanoTime() + SOON.toNanos();
        while (smtp.total() < 7 && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }

        smtp.close();

        assertThat(threads(smtp)).isEmpty();
        assertThat(smtp.problems()).isEmpty();
        assertThat(smtp.awaitSessions(7, SOON))
                .hasSize(7)
                .allSatisfy(session -> assertThat(session.end()).isEqualTo(End.SERVER_CLOSED));
        for (Client client : clients) {
            client.close();
        }
        ScriptedSmtp.start(smtp.address()).close();
        smtp.close();
    }

    @Test
    void only_64_connections_are_served_at_once() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (ScriptedSmtp smtp = ScriptedSmtp.start()) {
            for (int i = 0; i < 64; i++) {
                Client client = new Client(smtp);
                clients.add(client);
                assertThat(client.reply()).startsWith("220 ");
            }
            try (Client refused = new Client(smtp)) {
                assertThat(refused.rest()).isEmpty();
            }
            assertThat(smtp.problems()).singleElement().asString().contains("more than 64 connections");
            for (Client client : clients) {
                client.close();
            }
            smtp.awaitNoConnections(SOON);
        }
    }

    @Test
    void a_receiver_or_a_relay_that_fails_is_a_problem() throws Exception {
        ScriptedSmtp gone = ScriptedSmtp.start();
        gone.close();
        try (ScriptedSmtp smtp = ScriptedSmtp.start()) {
            smtp.personality(Personalities.relayTo(gone.address()).delivering(message -> {
                throw new IllegalStateException("broken");
            }));
            try (Client client = Client.introduced(smtp)) {
                assertThat(WithServer.message(client, "t@control.example")).startsWith("250 ");
            }
            smtp.awaitDeliveries(SOON);
            assertThat(smtp.problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.contains("broken"))
                    .anyMatch(problem -> problem.contains("was not relayed"));
        }
    }
}
