package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.wire.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits hold for all runs of a dialer together, and waiting for them is nobody's fault. */
class LimitsTest {
    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    private void assertNothingLeft(Dialer dialer) {
        Rig.until(() -> dialer.permits().remembered() == 0);
    }

    @Test
    void connections_at_once_are_bounded_across_runs() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        TcpConnection first = rig.connect(dialer, server.peer());

        CompletableFuture<Observed<Connection>> second = rig.dial(dialer, server.peer(), dialer.newRun());
        assertThat(second).isNotDone();
        server.assertSeen(1);

        first.close();
        Rig.saw(second).close();
        assertNothingLeft(dialer);
    }

    @Test
    void a_peer_that_hangs_up_frees_its_permit() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        rig.connect(dialer, server.peer());

        server.next().close();

        assertThat(rig.connect(dialer, server.peer()).peer()).isEqualTo(server.peer());
    }

    @Test
    void a_refusal_frees_its_permit() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        server.close();

        for (int i = 0; i < 5; i++) {
            assertThat(Rig.await(rig.dial(dialer, server.peer()))).isInstanceOf(Observed.Missed.class);
        }
        assertNothingLeft(dialer);
    }

    @Test
    void a_failure_of_our_own_frees_its_permit() {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        rig.identity = rig.identity.from(IpAddresses.parse("203.0.113.77"));
        Dialer dialer = rig.dialer();

        for (int i = 0; i < 5; i++) {
            assertThat(Rig.await(rig.dial(dialer, server.peer()))).isInstanceOf(Observed.Missed.class);
        }
        assertNothingLeft(dialer);
    }

    @Test
    void new_connections_are_spaced() {
        rig.limits = Rig.limits(5, Duration.ofMillis(20), 100);
        Dialer dialer = rig.dialer();
        rig.connect(dialer, server.peer());

        CompletableFuture<Observed<Connection>> second = rig.dial(dialer, server.peer());
        dialer.permits().pump();
        assertThat(second).isNotDone();

        rig.turn(Duration.ofMillis(20));
        assertThat(Rig.saw(second).peer()).isEqualTo(server.peer());
    }

    @Test
    void connections_to_one_network_are_bounded() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 1);
        Dialer dialer = rig.dialer();
        try (LoopbackPeer neighbour = new LoopbackPeer("127.0.0.2");
                LoopbackPeer elsewhere = new LoopbackPeer("127.0.1.1")) {
            TcpConnection first = rig.connect(dialer, server.peer());

            CompletableFuture<Observed<Connection>> second = rig.dial(dialer, neighbour.peer());
            rig.connect(dialer, elsewhere.peer());
            assertThat(second).isNotDone();

            first.close();
            Rig.saw(second);
        }
    }

    @Test
    void a_run_has_so_many_connections_to_one_address() {
        rig.limits = new Limits(9, Duration.ZERO, 9, 2, 1, 1, Duration.ZERO);
        Dialer dialer = rig.dialer();
        RunBudget run = dialer.newRun();
        Rig.saw(rig.dial(dialer, server.peer(), run));
        Rig.saw(rig.dial(dialer, server.peer(), run)).close();

        Rig.missed(
                Rig.await(rig.dial(dialer, server.peer(), run)),
                Reason.LIMIT_REACHED,
                "the limit of 2 connections to 127.0.0.1 in one run is reached");
        Rig.saw(rig.dial(dialer, server.peer(), dialer.newRun()));
    }

    @Test
    void a_run_has_so_many_messages_to_one_address() {
        RunBudget run = rig.dialer().newRun();
        rig.limits = Rig.limits(1, Duration.ZERO, 1);
        RunBudget strict = rig.dialer().newRun();

        assertThat(run.message(server.peer().address())).isEmpty();
        assertThat(run.message(server.peer().address())).isEmpty();
        assertThat(strict.message(server.peer().address())).isEmpty();
        assertThat(strict.message(server.peer().address()))
                .contains("the limit of 1 message to 127.0.0.1 in one run is reached");
        assertThat(strict.message(IpAddresses.parse("127.0.0.2"))).isEmpty();
    }

    @Test
    void a_full_queue_is_our_own_limit_and_costs_the_run_nothing() {
        rig.limits = new Limits(1, Duration.ZERO, 1, Budget.WAITING_PER_ADDRESS + 2, 1, 1, Duration.ZERO);
        Dialer dialer = rig.dialer();
        RunBudget run = dialer.newRun();
        List<CompletableFuture<Observed<Connection>>> waiting = new ArrayList<>();
        Connection first = Rig.saw(rig.dial(dialer, server.peer(), run));
        for (int i = 0; i < Budget.WAITING_PER_ADDRESS; i++) {
            waiting.add(rig.dial(dialer, server.peer(), run));
        }

        for (int i = 0; i < 3; i++) {
            Rig.missed(
                    Rig.await(rig.dial(dialer, server.peer(), run)),
                    Reason.LIMIT_REACHED,
                    "1000 connections to 127.0.0.1 wait for their turn already");
        }

        waiting.forEach(dial -> dial.cancel(true));
        first.close();
        assertNothingLeft(dialer);
        server.assertSeen(1);
    }

    @Test
    void after_a_complaint_one_at_once_and_a_cooldown_apart() {
        rig.limits = Rig.limits(5, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        TcpConnection first = rig.connect(dialer, server.peer());
        first.tooMuch();
        CompletableFuture<Observed<Connection>> second = rig.dial(dialer, server.peer());

        rig.turn(Duration.ofSeconds(30));
        dialer.permits().pump();
        assertThat(second).isNotDone();

        first.close();
        Rig.saw(second).close();
        CompletableFuture<Observed<Connection>> third = rig.dial(dialer, server.peer());
        dialer.permits().pump();
        assertThat(third).isNotDone();
        rig.turn(Duration.ofSeconds(30));
        dialer.permits().pump();
        Rig.saw(third);
    }

    @Test
    void a_dial_that_is_cancelled_in_the_queue_never_happens() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        TcpConnection first = rig.connect(dialer, server.peer());
        CompletableFuture<Observed<Connection>> second = rig.dial(dialer, server.peer());
        CompletableFuture<Observed<Connection>> third = rig.dial(dialer, server.peer());

        second.cancel(true);
        first.close();

        Rig.saw(third).close();
        assertNothingLeft(dialer);
        server.assertSeen(2);
    }

    @Test
    void a_dial_that_is_cancelled_while_it_connects_gives_up() throws Exception {
        rig.limits = Rig.limits(1, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        try (Deaf deaf = new Deaf()) {
            CompletableFuture<Observed<Connection>> dial = rig.dial(dialer, deaf.peer());
            assertThat(dialer.permits().remembered()).isPositive();

            dial.cancel(true);

            assertNothingLeft(dialer);
            assertThat(rig.evidence).isEmpty();
        }
    }

    @Test
    void a_connection_that_nobody_wants_any_more_is_closed() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        rig.executor = held::add;
        Dialer dialer = rig.dialer();
        CompletableFuture<Observed<Connection>> dial = rig.dial(dialer, server.peer());
        Runnable told = held.poll(10, TimeUnit.SECONDS);

        dial.cancel(true);
        told.run();

        assertThat(server.next().getInputStream().read()).isEqualTo(-1);
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("closed by us");
        assertNothingLeft(dialer);
    }

    @Test
    void a_group_that_is_shut_down_dials_no_more() {
        Dialer dialer = rig.dialer();
        rig.shutDown();

        Rig.missed(
                Rig.await(rig.dial(dialer, server.peer())),
                Reason.LOCAL_FAILURE,
                "the event loops are shut down; nothing was sent to " + server.peer());
        assertThat(dialer.permits().remembered()).isZero();
    }

    @Test
    void a_thousand_dials_from_many_threads_keep_to_the_limit() throws Exception {
        rig.limits = Rig.limits(3, Duration.ZERO, 100);
        Dialer dialer = rig.dialer();
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> dials = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            dials.add(CompletableFuture.completedFuture(server.peer())
                    .thenComposeAsync(peer -> rig.dial(dialer, peer), rig.workers)
                    .thenApply(observed -> {
                        most.accumulateAndGet(open.incrementAndGet(), Math::max);
                        return observed.seen().orElseThrow();
                    })
                    .thenAcceptAsync(
                            connection -> {
                                open.decrementAndGet();
                                connection.close();
                            },
                            rig.workers));
        }

        CompletableFuture.allOf(dials.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(most).hasValueLessThanOrEqualTo(3);
        assertThat(rig.evidence).hasSize(1_000);
        assertNothingLeft(dialer);
    }
}
