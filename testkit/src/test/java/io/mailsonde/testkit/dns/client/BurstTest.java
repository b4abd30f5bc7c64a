package io.mailsonde.testkit.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Question;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many questions at once: nothing is lost, nothing is mixed up, and what is too much is refused at once. */
final class BurstTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static List<CompletableFuture<Lookup>> burst(ClientRig rig, int count) {
        List<CompletableFuture<Lookup>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(rig.client.ask(new DnsQuestion("host" + i + ".example.org", RecordType.A), LONG));
        }
        return all;
    }

    private static void fill(ScriptedDns dns, int count) {
        for (int i = 0; i < count; i++) {
            dns.zone().a("host" + i + ".example.org", "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
    }

    private static void eachHasItsOwnAnswer(List<CompletableFuture<Lookup>> all) {
        for (int i = 0; i < all.size(); i++) {
            Lookup lookup = all.get(i).orTimeout(90, TimeUnit.SECONDS).join();
            List<DnsRecord.Address> addresses = ClientRig.seen(lookup).records(DnsRecord.Address.class);
            assertThat(addresses).hasSize(1);
            assertThat(addresses.get(0).address().getHostAddress())
                    .isEqualTo("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    void a_burst_loses_nothing(int count) {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(BurstTest::patient, dns.address())) {
            fill(dns, count);

            eachHasItsOwnAnswer(burst(rig, count));

            assertThat(dns.total())
                    .as("each is asked once: nothing was lost and asked again")
                    .isEqualTo(count);
            assertThat(rig.client.counters().datagrams()).isEqualTo(count);
            assertThat(rig.client.counters().connections()).isZero();
            assertThat(rig.client.counters().strays()).isZero();
        }
    }

    @Test
    void a_burst_of_long_answers_loses_nothing() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(dns.address())) {
            fill(dns, 2000);
            dns.zone().txt("*.example.net", "x".repeat(250), "y".repeat(250), "z".repeat(250), "w".repeat(250));
            List<CompletableFuture<Lookup>> all = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                all.add(rig.client.ask(new DnsQuestion("host" + i + ".example.net", RecordType.TXT), LONG));
            }

            all.forEach(future ->
                    assertThat(ClientRig.seen(future.join()).records()).hasSize(1));
            // a server that a busy machine halts may drop a datagram; the second try is there for that
            assertThat(dns.total()).isGreaterThanOrEqualTo(2000);
        }
    }

    @Test
    void native_transports_lose_nothing_either() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.on(Transports.newGroup(1, true), BurstTest::patient, dns.address())) {
            fill(dns, 5000);

            eachHasItsOwnAnswer(burst(rig, 5000));

            assertThat(dns.total()).isEqualTo(5000);
        }
    }

    @Test
    void an_ipv6_server_is_asked_as_well() {
        try (ScriptedDns dns = ScriptedDns.start(new InetSocketAddress(IpAddresses.parse("::1"), 0));
                ClientRig rig = ClientRig.asking(BurstTest::patient, dns.address())) {
            fill(dns, 100);

            eachHasItsOwnAnswer(burst(rig, 100));
            assertThat(burst(rig, 1).get(0).join().exchange().server()).startsWith("[::1]:");
        }
    }

    @Test
    void source_ports_and_ids_vary_and_no_pair_is_in_use_twice() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(BurstTest::patient, dns.address())) {
            fill(dns, 5000);
            eachHasItsOwnAnswer(burst(rig, 5000));

            List<Question> questions = dns.questions();
            assertThat(questions.stream()
                            .map(question -> question.source().getPort())
                            .distinct())
                    .hasSizeGreaterThan(3);
            assertThat(questions.stream().map(Question::id).distinct()).hasSizeGreaterThan(4500);
        }
    }

    @Test
    void waiting_for_our_own_turn_is_not_the_silence_of_the_server() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(dns.address())) {
            dns.onEverything().always(Fault.SILENCE);
            List<CompletableFuture<Lookup>> all = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                all.add(rig.client.ask(new DnsQuestion(i + ".example.org", RecordType.A), Duration.ofMillis(200)));
            }

            List<Reason> reasons = all.stream()
                    .map(future -> ClientRig.reason(future.join()))
                    .distinct()
                    .toList();

            assertThat(reasons).containsExactlyInAnyOrder(Reason.DNS_TIMED_OUT, Reason.LIMIT_REACHED);
            assertThat(dns.total()).isLessThan(5000);
        }
    }

    @Test
    void what_is_too_much_is_refused_at_once() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(
                        config -> config.withLimits(config.limits().withWaiting(10)), dns.address())) {
            dns.onEverything().always(Fault.SILENCE);
            burst(rig, 10);

            CompletableFuture<Lookup> eleventh = burst(rig, 11).get(10);

            assertThat(eleventh).isCompleted();
            assertThat(ClientRig.missed(eleventh.join()).reason()).isEqualTo(Reason.LIMIT_REACHED);
            assertThat(ClientRig.missed(eleventh.join()).detail()).contains("10 DNS lookups");
        }
    }

    /** One try, long enough for a busy machine: whatever is lost is missed. */
    private static DnsConfig patient(DnsConfig config) {
        return config.withLimits(config.limits().withTries(List.of(LONG)));
    }
}
