package io.mailsonde.testkit.dns.client;

import static io.mailsonde.testkit.dns.Fault.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsAnswer.Kind;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.evidence.DnsExchange.Transport;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.testkit.dns.Effect;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One exchange for all who ask the same: remembered, shared, given up with the last, ended by closing. */
final class SharingTest {
    private static final DnsQuestion QUESTION = new DnsQuestion("mx.example.org", RecordType.A);

    private final AtomicLong nanos = new AtomicLong();
    private final ScriptedDns dns = ScriptedDns.start();
    private final ClientRig rig =
            ClientRig.asking(config -> config.withTime(nanos::get, Clock.systemUTC()), dns.address());

    @AfterEach
    void close() {
        rig.close();
        dns.close();
    }

    private CompletableFuture<Lookup> ask() {
        return rig.client.ask(QUESTION, ClientRig.WITHIN);
    }

    private static Lookup get(CompletableFuture<Lookup> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private void turnClock(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Test
    void an_answer_is_remembered_for_its_time_to_live() {
        dns.zone().add("mx.example.org", 60, RrType.A, "192.0.2.1");

        get(ask());
        Lookup again = get(ask());
        assertThat(again.exchange().transport()).isEqualTo(Transport.CACHE);
        assertThat(again.exchange().attempts()).isZero();
        assertThat(ClientRig.seen(again).records()).hasSize(1);
        turnClock(Duration.ofSeconds(59));
        get(ask());
        assertThat(dns.total()).isEqualTo(1);

        turnClock(Duration.ofSeconds(1));
        assertThat(get(ask()).exchange().transport()).isEqualTo(Transport.UDP);
        assertThat(dns.total()).isEqualTo(2);
    }

    @Test
    void that_there_is_nothing_is_remembered_as_the_zone_says() {
        dns.zone().soa("example.org", 30);

        assertThat(ClientRig.seen(get(ask())).kind()).isEqualTo(Kind.NX_DOMAIN);
        turnClock(Duration.ofSeconds(29));
        get(ask());
        assertThat(dns.total()).isEqualTo(1);
        turnClock(Duration.ofSeconds(1));
        get(ask());
        assertThat(dns.total()).isEqualTo(2);
    }

    @Test
    void nothing_is_remembered_for_longer_than_a_day_or_an_hour_if_there_is_nothing() {
        dns.zone().add("mx.example.org", 1_000_000, RrType.A, "192.0.2.1").soa("example.org", 1_000_000);
        DnsQuestion negative = new DnsQuestion("gone.example.org", RecordType.A);

        get(ask());
        get(rig.client.ask(negative, ClientRig.WITHIN));
        turnClock(Duration.ofHours(1));
        get(ask());
        assertThat(dns.total()).isEqualTo(2);
        get(rig.client.ask(negative, ClientRig.WITHIN));
        assertThat(dns.total()).isEqualTo(3);
        turnClock(Duration.ofHours(23));
        get(ask());
        assertThat(dns.total()).isEqualTo(4);
    }

    @Test
    void a_failure_is_not_remembered() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("mx.example.org", RrType.A).play(Rcode.SERVFAIL);

        assertThat(ClientRig.reason(get(ask()))).isEqualTo(Reason.DNS_SERVER_FAILURE);
        assertThat(ClientRig.seen(get(ask())).records()).hasSize(1);
    }

    @Test
    void a_thousand_callers_share_one_exchange() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("mx.example.org", RrType.A).play(new Effect.Delay(Duration.ofMillis(100)));

        List<CompletableFuture<Lookup>> all =
                IntStream.range(0, 1000).mapToObj(i -> ask()).toList();
        all.forEach(future -> assertThat(ClientRig.seen(get(future)).records()).hasSize(1));

        assertThat(dns.total()).isEqualTo(1);
    }

    @Test
    void one_who_cancels_leaves_the_others() throws InterruptedException {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("mx.example.org", RrType.A).play(new Effect.Delay(Duration.ofMillis(100)));

        CompletableFuture<Lookup> leaves = ask();
        CompletableFuture<Lookup> stays = ask();
        dns.awaitQuestion("mx.example.org", RrType.A, ClientRig.WITHIN);
        leaves.cancel(true);

        assertThat(ClientRig.seen(get(stays)).records()).hasSize(1);
        assertThatThrownBy(leaves::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void when_the_last_has_cancelled_the_question_is_given_up() throws InterruptedException {
        dns.zone().a("mx.example.org", "192.0.2.1").a("next.example.org", "192.0.2.2");
        dns.on("mx.example.org", RrType.A).always(SILENCE);
        CompletableFuture<Lookup> one = ask();
        CompletableFuture<Lookup> other = ask();
        dns.awaitQuestion("mx.example.org", RrType.A, ClientRig.WITHIN);

        one.cancel(true);
        other.cancel(true);
        // Longer than all tries of the silent question would have taken.
        for (int i = 0; i < 4; i++) {
            dns.on(i + ".example.org", RrType.A).play(SILENCE);
            rig.client
                    .ask(new DnsQuestion(i + ".example.org", RecordType.A), ClientRig.TRIES.get(2))
                    .join();
        }

        assertThat(dns.count("mx.example.org", RrType.A)).isEqualTo(1);
    }

    @Test
    void each_waits_only_as_long_as_it_said() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("mx.example.org", RrType.A).play(new Effect.Delay(Duration.ofMillis(200)));

        CompletableFuture<Lookup> patient = ask();
        CompletableFuture<Lookup> hasty = rig.client.ask(QUESTION, Duration.ofMillis(50));

        assertThat(ClientRig.reason(get(hasty))).isEqualTo(Reason.DNS_TIMED_OUT);
        assertThat(patient).isNotDone();
        assertThat(ClientRig.seen(get(patient)).records()).hasSize(1);
    }

    @Test
    void closing_ends_everything_even_after_the_event_loops_are_gone() {
        dns.onEverything().always(SILENCE);
        EventLoopGroup group = Transports.newGroup(1, false);
        try (ClientRig other = ClientRig.on(group, config -> config, dns.address())) {
            CompletableFuture<Lookup> waiting = other.client.ask(QUESTION, ClientRig.WITHIN);
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();

            other.client.close();

            assertThat(ClientRig.reason(get(waiting))).isEqualTo(Reason.CANCELLED);
            assertThat(ClientRig.reason(get(other.client.ask(QUESTION, ClientRig.WITHIN))))
                    .isEqualTo(Reason.CANCELLED);
        }
    }

    @Test
    void closing_ends_everything_that_waits() {
        dns.onEverything().always(SILENCE);
        CompletableFuture<Lookup> waiting = ask();

        rig.client.close();

        assertThat(ClientRig.reason(get(waiting))).isEqualTo(Reason.CANCELLED);
        assertThat(ClientRig.reason(get(ask()))).isEqualTo(Reason.CANCELLED);
        rig.client.closing().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
