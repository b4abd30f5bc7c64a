package io.mailsonde.witness.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.witness.Ticket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostileClientsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LIFE = Duration.ofHours(1);

    private static EmbeddedWitness start(Bounds bounds) {
        return EmbeddedWitness.builder("witness.example").bounds(bounds).start();
    }

    private static InetSocketAddress smtp(EmbeddedWitness witness) {
        return witness.smtp().get(0);
    }

    @Test
    void who_says_nothing_is_told_goodbye() throws Exception {
        try (EmbeddedWitness witness = start(new Bounds(SHORT, LONG, SHORT, 10, 10, 10));
                Client client = Client.greeted(smtp(witness))) {
            client.send("MAIL FR");
            assertThat(client.reply()).startsWith("421 4.4.2");
            assertThat(client.reply()).isEqualTo("closed");
        }
    }

    @Test
    void who_speaks_slowly_is_told_goodbye_at_the_end_of_the_session() throws Exception {
        ExecutorService dripping = Executors.newSingleThreadExecutor();
        try (EmbeddedWitness witness = start(new Bounds(LONG, Duration.ofSeconds(1), SHORT, 10, 10, 10));
                Client client = Client.greeted(smtp(witness))) {
            Future<?> drip = dripping.submit(() -> {
                try {
                    while (!Thread.interrupted()) {
                        client.send("x");
                        Thread.onSpinWait();
                    }
                } catch (IOException closed) {
                    // as expected
                }
            });
            assertThat(client.reply()).startsWith("421 4.4.2");
            drip.get(20, SECONDS);
        } finally {
            dripping.shutdownNow();
        }
    }

    @Test
    void who_does_not_hang_up_after_the_last_reply_is_hung_up_on() throws Exception {
        try (EmbeddedWitness witness = start(new Bounds(LONG, LONG, SHORT, 1, 1, 10));
                Client client = Client.greeted(smtp(witness))) {
            assertThat(client.ask("QUIT")).startsWith("221");
            assertThat(client.reply()).isEqualTo("closed");
            awaitAdmission(witness);
        }
    }

    /** The place of the former client is free once its connection is closed, which its linger tells. */
    private static void awaitAdmission(EmbeddedWitness witness) throws IOException {
        Instant end = Instant.now().plusSeconds(20);
        while (Instant.now().isBefore(end)) {
            try (Client next = new Client(smtp(witness))) {
                if (next.reply().startsWith("220")) {
                    return;
                }
            }
        }
        throw new AssertionError("no place became free");
    }

    @Test
    void too_many_connections_of_one_address_are_turned_away() throws Exception {
        turnsAwayTheThird(new Bounds(LONG, LONG, SHORT, 10, 2, 10));
    }

    @Test
    void too_many_connections_in_all_are_turned_away() throws Exception {
        turnsAwayTheThird(new Bounds(LONG, LONG, SHORT, 2, 10, 10));
    }

    private static void turnsAwayTheThird(Bounds bounds) throws IOException {
        try (EmbeddedWitness witness = start(bounds);
                Client one = Client.greeted(smtp(witness))) {
            try (Client two = Client.greeted(smtp(witness));
                    Client three = new Client(smtp(witness))) {
                assertThat(three.reply()).startsWith("421 4.3.2");
                assertThat(three.reply()).isEqualTo("closed");
                assertThat(two.ask("NOOP")).startsWith("250");
                assertThat(witness.connections()).isEqualTo(2);
                assertThat(witness.refusedConnections()).isEqualTo(1);
            }
            awaitAdmission(witness);
            assertThat(one.ask("NOOP")).startsWith("250");
        }
    }

    @Test
    void a_last_reply_arrives_though_the_client_sent_more() throws Exception {
        try (EmbeddedWitness witness = start(Bounds.DEFAULT);
                Client client = Client.greeted(smtp(witness))) {
            client.send("NOOP\r\n".repeat(50_000));
            for (int i = 0; i < SmtpDialogue.MAX_COMMANDS; i++) {
                assertThat(client.reply()).startsWith("250");
            }
            assertThat(client.reply()).startsWith("421 4.7.0");
        }
    }

    @Test
    void a_message_of_more_than_1_MiB_is_refused() throws Exception {
        try (EmbeddedWitness witness = start(Bounds.DEFAULT);
                Client client = Client.greeted(smtp(witness))) {
            Ticket ticket = witness.issue(LIFE);

            assertThat(client.deliver(ticket.address(), "x".repeat(1024 * 1024)))
                    .startsWith("552");
            assertThat(client.deliver(ticket.address(), "x".repeat(1024 * 1024 - 2)))
                    .startsWith("250");
            assertThat(ticket.messages()).singleElement().satisfies(message -> {
                assertThat(message.size()).isEqualTo(1024 * 1024);
                assertThat(message.raw()).hasSize(16 * 1024);
            });
        }
    }

    @Test
    void open_tickets_are_bounded_and_expired_ones_make_room() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        try (EmbeddedWitness witness = EmbeddedWitness.builder("witness.example")
                .bounds(new Bounds(LONG, LONG, SHORT, 10, 10, 2))
                .clock(now::get)
                .start()) {
            witness.issue(LIFE);
            Ticket second = witness.issue(LIFE.multipliedBy(2));
            assertThatThrownBy(() -> witness.issue(LIFE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("2 tickets");

            now.set(Instant.EPOCH.plus(LIFE));
            witness.issue(LIFE);
            assertThatThrownBy(() -> witness.issue(LIFE)).isInstanceOf(IllegalStateException.class);

            second.close();
            assertThat(witness.issue(LIFE).token()).isNotEmpty();
        }
    }

    @Test
    void of_200_deliveries_at_once_none_is_lost() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(200);
        try (EmbeddedWitness witness = start(new Bounds(LONG, LONG, SHORT, 500, 500, 1000))) {
            List<Ticket> tickets = new ArrayList<>();
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Ticket ticket = witness.issue(LIFE);
                tickets.add(ticket);
                replies.add(clients.submit(() -> {
                    try (Client client = Client.greeted(smtp(witness))) {
                        return client.deliver(ticket.address(), "for " + ticket.token());
                    }
                }));
            }
            for (Future<String> reply : replies) {
                assertThat(reply.get(60, SECONDS)).startsWith("250");
            }
            CompletableFuture.allOf(tickets.stream()
                            .map(ticket -> ticket.delivered().toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .get(20, SECONDS);
            assertThat(tickets)
                    .allSatisfy(ticket -> assertThat(ticket.messages())
                            .singleElement()
                            .satisfies(
                                    message -> assertThat(message.raw()).isEqualTo("for " + ticket.token() + "\r\n")));
        } finally {
            clients.shutdownNow();
        }
    }
}
