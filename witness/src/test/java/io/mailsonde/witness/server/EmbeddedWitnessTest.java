package io.mailsonde.witness.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.WitnessedMessage;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedWitnessTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final EmbeddedWitness witness =
            EmbeddedWitness.builder("Witness.Example").clock(now::get).start();

    @AfterEach
    void close() {
        witness.close();
    }

    private InetSocketAddress smtp() {
        return witness.smtp().get(0);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static WitnessedMessage delivered(Ticket ticket) throws Exception {
        return ticket.delivered().toCompletableFuture().get(20, SECONDS);
    }

    @Test
    void tells_its_domain_and_where_it_listens() {
        assertThat(witness.domain()).isEqualTo("witness.example");
        assertThat(witness.smtp()).singleElement().satisfies(address -> {
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
            assertThat(address.getPort()).isPositive();
        });
        assertThat(witness.backupDomain(InetAddress.getLoopbackAddress())).isEmpty();
    }

    @Test
    void an_address_is_a_token_at_the_domain_and_no_two_are_the_same() {
        Ticket ticket = witness.issue(HOUR);

        assertThat(ticket.token()).matches("[a-z][a-z2-7]{25}");
        assertThat(ticket.address()).isEqualTo(ticket.token() + "@witness.example");
        assertThat(witness.issue(HOUR).token()).isNotEqualTo(ticket.token());
    }

    @Test
    void a_message_is_witnessed_with_all_that_was_seen() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        String message = "Received: from a\r\n by b\r\nSubject: x\r\n\r\n..dot";
        try (Client client = Client.greeted(smtp())) {
            assertThat(client.ask("EHLO relay.example")).isEqualTo("250 ENHANCEDSTATUSCODES");
            assertThat(client.deliver(ticket.address(), message)).startsWith("250");
            assertThat(client.ask("QUIT")).startsWith("221");
            assertThat(client.reply()).isEqualTo("closed");
        }

        WitnessedMessage seen = delivered(ticket);
        assertThat(ticket.messages()).containsExactly(seen);
        assertThat(seen.token()).isEqualTo(ticket.token());
        assertThat(seen.egress().isLoopbackAddress()).isTrue();
        assertThat(seen.helo()).isEqualTo("relay.example");
        assertThat(seen.tls()).isEmpty();
        assertThat(seen.sender()).isEqualTo("sender@mx.example");
        assertThat(seen.recipients()).containsExactly(ticket.address());
        assertThat(seen.received()).containsExactly("from a by b");
        assertThat(seen.raw()).isEqualTo("Received: from a\r\n by b\r\nSubject: x\r\n\r\n.dot\r\n");
        assertThat(seen.size()).isEqualTo(seen.raw().length());
        assertThat(seen.at()).isEqualTo(now.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s%%witness.example",
                "witness.example!%s",
                "\"%s@witness.example\"@relay.example",
                "\"%s\"@witness.example",
                "%1$s@%1$s.witness.example",
                "user@mx.%s.witness.example",
                "@relay.example:%s@witness.example"
            })
    void whatever_form_the_relay_makes_of_the_address_the_mail_arrives(String form) throws Exception {
        Ticket ticket = witness.issue(HOUR);
        try (Client client = Client.greeted(smtp())) {
            assertThat(client.deliver(form.formatted(ticket.token()).toUpperCase(Locale.ROOT), "x"))
                    .startsWith("250");
        }
        assertThat(delivered(ticket).token()).isEqualTo(ticket.token());
    }

    @Test
    void mail_for_nobody_is_refused_for_good_and_counted() throws Exception {
        try (Client client = Client.greeted(smtp())) {
            assertThat(client.deliver("postmaster@witness.example", "x")).startsWith("550 5.1.1");
        }
        assertThat(witness.refusedRecipients()).isEqualTo(1);
    }

    @Test
    void mail_for_several_tickets_comes_to_each() throws Exception {
        Ticket one = witness.issue(HOUR);
        Ticket other = witness.issue(HOUR);
        try (Client client = Client.greeted(smtp())) {
            client.send("MAIL FROM:<>\r\nRCPT TO:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n"
                    .formatted(one.address(), other.address()));
            client.reply();
            client.reply();
            client.reply();
            assertThat(client.reply()).startsWith("354");
            assertThat(client.ask(".")).startsWith("250");
        }
        assertThat(delivered(one).recipients()).containsExactly(one.address(), other.address());
        assertThat(delivered(other).token()).isEqualTo(other.token());
        assertThat(delivered(other).sender()).isEmpty();
    }

    @Test
    void an_expired_ticket_refuses_and_cancels() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        CompletableFuture<WitnessedMessage> waiting = ticket.delivered().toCompletableFuture();
        now.set(now.get().plus(HOUR));
        try (Client client = Client.greeted(smtp())) {
            assertThat(client.deliver(ticket.address(), "x")).startsWith("550 5.1.1");
        }
        assertThatThrownBy(() -> waiting.get(20, SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(waiting).isCancelled();
    }

    @Test
    void a_closed_ticket_refuses_and_keeps_what_it_had() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        try (Client client = Client.greeted(smtp())) {
            assertThat(client.deliver(ticket.address(), "x")).startsWith("250");
            ticket.close();
            ticket.close();
            assertThat(client.deliver(ticket.address(), "y")).startsWith("550 5.1.1");
        }
        assertThat(delivered(ticket)).isEqualTo(ticket.messages().get(0));
    }

    @Test
    void a_ticket_that_expires_during_the_data_takes_nothing() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        try (Client client = Client.greeted(smtp())) {
            client.ask("MAIL FROM:<>");
            client.ask("RCPT TO:<" + ticket.address() + ">");
            client.ask("DATA");
            ticket.close();
            assertThat(client.ask(".")).startsWith("550 5.1.1");
        }
        assertThat(ticket.messages()).isEmpty();
    }

    @Test
    void the_first_16_messages_are_kept() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        try (Client client = Client.greeted(smtp())) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.deliver(ticket.address(), String.valueOf(i))).startsWith("250");
            }
        }
        assertThat(ticket.messages())
                .hasSize(16)
                .first()
                .extracting(WitnessedMessage::raw)
                .isEqualTo("0\r\n");
    }

    @Test
    void deliveries_are_told_on_the_executor_and_a_caller_cancels_only_its_own_stage() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        assertThat(ticket.delivered().toCompletableFuture().cancel(false)).isTrue();
        CompletableFuture<String> thread = ticket.delivered()
                .thenApply(message -> Thread.currentThread().getName())
                .toCompletableFuture();
        try (Client client = Client.greeted(smtp())) {
            client.deliver(ticket.address(), "x");
        }
        assertThat(thread.get(20, SECONDS)).isEqualTo("mailsonde-witness");
    }

    @Test
    void a_life_is_longer_than_nothing() {
        assertThatThrownBy(() -> witness.issue(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> witness.issue(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(witness.issue(Duration.ofSeconds(Long.MAX_VALUE)).token()).isNotEmpty();
    }

    @Test
    void closing_ends_sessions_tickets_and_the_listener() throws Exception {
        Ticket ticket = witness.issue(HOUR);
        CompletableFuture<WitnessedMessage> waiting = ticket.delivered().toCompletableFuture();
        InetSocketAddress address = smtp();
        try (Client client = Client.greeted(address)) {
            witness.close();
            witness.close();
            assertThat(client.reply()).isEqualTo("closed");
        }
        assertThatThrownBy(() -> waiting.get(20, SECONDS)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> witness.issue(HOUR)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Client(address).close()).isInstanceOf(IOException.class);
    }

    @Test
    void says_which_address_it_could_not_bind_and_leaves_none_bound() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedWitness.Builder builder =
                    EmbeddedWitness.builder("witness.example").listen(loopback(port), loopback(taken.getLocalPort()));

            assertThatThrownBy(builder::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("in use");
            assertThatThrownBy(() -> new Client(loopback(port)).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_listens_on_all_addresses_has_to_be_advertised() {
        EmbeddedWitness.Builder builder =
                EmbeddedWitness.builder("witness.example").listen(new InetSocketAddress(0));
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertised");

        InetSocketAddress outside = loopback(25);
        try (EmbeddedWitness other = builder.listen(loopback(0))
                .advertised(outside)
                .mxBackupDomain("backup.example")
                .start()) {
            assertThat(other.smtp()).containsExactly(outside);
            assertThat(other.backupDomain(InetAddress.getLoopbackAddress())).contains("backup.example");
        }
    }

    @Test
    void addresses_that_nobody_can_dial_or_bind_are_refused() {
        EmbeddedWitness.Builder builder = EmbeddedWitness.builder("witness.example");
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("mx.example", 25);

        assertThatThrownBy(() -> builder.listen()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.listen(unresolved)).hasMessageContaining("mx.example:25");
        assertThatThrownBy(() -> builder.advertised(new InetSocketAddress(25))).hasMessageContaining(":25");
        assertThatThrownBy(() -> builder.advertised(loopback(0))).hasMessageContaining("127.0.0.1:0");
        assertThatThrownBy(() -> EmbeddedWitness.builder("no host name")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void event_loops_and_executor_of_an_embedder_go_on() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            EmbeddedWitness embedded = EmbeddedWitness.builder("witness.example")
                    .eventLoopGroup(group)
                    .executor(Runnable::run)
                    .start();
            Ticket ticket = embedded.issue(HOUR);
            try (Client client = Client.greeted(embedded.smtp().get(0))) {
                client.deliver(ticket.address(), "x");
            }
            delivered(ticket);
            group.submit(embedded::close).get(20, SECONDS); // on the event loop it must not wait for itself

            assertThat(group.isShuttingDown()).isFalse();
            assertThat(group.submit(() -> "alive").get(20, SECONDS)).isEqualTo("alive");
        } finally {
            group.shutdownGracefully(0, 2, SECONDS).get(20, SECONDS);
        }
    }

    @Test
    void an_executor_that_was_shut_down_does_not_keep_anyone_waiting() throws Exception {
        try (EmbeddedWitness embedded = EmbeddedWitness.builder("witness.example")
                .executor(task -> {
                    throw new RejectedExecutionException();
                })
                .start()) {
            Ticket ticket = embedded.issue(HOUR);
            ticket.close();
            assertThat(ticket.delivered().toCompletableFuture()).isCancelled();
        }
    }
}
