package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.answers;
import static io.mailsonde.testkit.dns.Client.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ServerLifeTest {
    private static final InetSocketAddress IPV6 = new InetSocketAddress(ipv6Loopback(), 0);

    private static InetAddress ipv6Loopback() {
        try {
            byte[] octets = new byte[16];
            octets[15] = 1;
            return InetAddress.getByAddress(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> threads(ScriptedDns dns) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("scripted-dns-" + dns.address().getPort()))
                .toList();
    }

    @Test
    void listens_on_loopback_with_one_port_for_both_transports() throws IOException {
        try (ScriptedDns dns = ScriptedDns.start();
                Client client = new Client(dns)) {
            assertThat(dns.address().getAddress()).isEqualTo(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            assertThat(client.ask("a.example", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(client.askTcp("a.example", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        }
    }

    @Test
    void listens_on_IPv6() throws IOException {
        try (ScriptedDns dns = ScriptedDns.start(IPV6);
                Client client = new Client(dns)) {
            dns.zone().aaaa("a.example", "::1");
            dns.on("a.example", RrType.A).play(Fault.WRONG_ADDRESS);

            assertThat(answers(client.ask("a.example", Type.AAAA))).hasSize(1);
            assertThat(answers(client.askTcp("a.example", Type.AAAA))).hasSize(1);
            client.send(question("a.example", Type.A));
            assertThat(client.receivePacket().getPort())
                    .isNotEqualTo(dns.address().getPort());
        }
    }

    @Test
    void a_port_in_use_is_refused_with_its_address() {
        try (ScriptedDns dns = ScriptedDns.start()) {
            assertThatThrownBy(() -> ScriptedDns.start(dns.address()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(dns.address().toString());
        }
    }

    @Test
    void servers_share_a_zone_and_not_their_scripts() throws IOException {
        Zone zone = new Zone().a("a.example", "192.0.2.1");
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ScriptedDns good = ScriptedDns.start(anyPort, zone);
                ScriptedDns lame = ScriptedDns.start(anyPort, zone);
                Client ofGood = new Client(good);
                Client ofLame = new Client(lame)) {
            lame.onEverything().always(io.mailsonde.testkit.dns.Rcode.REFUSED);

            assertThat(answers(ofGood.ask("a.example", Type.A))).hasSize(1);
            assertThat(ofLame.ask("a.example", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        }
    }

    @Test
    void closing_ends_threads_sockets_connections_and_delayed_answers() throws Exception {
        ScriptedDns dns = ScriptedDns.start();
        try (Client client = new Client(dns)) {
            client.askTcp("a.example", Type.A);
            dns.onEverything().always(new Effect.Delay(Duration.ofHours(1)));
            dns.on("b.example", RrType.A).play(Fault.WRONG_PORT);
            client.ask("b.example", Type.A);
            client.sendTcp(question("a.example", Type.A));
            dns.awaitQuestions(3, Duration.ofSeconds(10));

            dns.close();

            assertThat(client.readTcp(1)).isEmpty();
        }
        assertThat(threads(dns)).isEmpty();
        assertThat(dns.problems()).isEmpty();
        ScriptedDns.start(dns.address()).close();
        dns.close();
    }

    @Test
    void hostile_datagrams_are_refused_or_ignored_and_the_next_question_is_answered() throws IOException {
        try (ScriptedDns dns = ScriptedDns.start();
                Client client = new Client(dns)) {
            byte[] question = Client.withDnssec(question("a.example", Type.A)).toWire();
            Random random = new Random(20_260_101);
            int silent = 0;
            for (int i = 0; i < 5000; i++) {
                byte[] hostile = question.clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
                }
                hostile = java.util.Arrays.copyOf(hostile, random.nextInt(hostile.length + 1));
                client.send(hostile);
                if (hostile.length < 12 || (hostile[2] & 0x80) != 0) {
                    silent++;
                } else {
                    assertThat(client.receive()).startsWith(hostile[0], hostile[1]);
                }
            }

            assertThat(silent).isPositive();
            assertThat(client.ask("a.example", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(dns.problems()).isEmpty();
        }
    }

    @Test
    void a_question_that_cannot_be_read_is_FORMERR() throws IOException {
        try (ScriptedDns dns = ScriptedDns.start();
                Client client = new Client(dns)) {
            byte[] pointer = {0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte) 0xC0, 12, 0, 1, 0, 1};
            client.send(pointer);
            Message answer = Client.parse(client.receive());

            assertThat(answer.getHeader().getID()).isEqualTo(0x1234);
            assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
            assertThat(dns.questions()).isEmpty();
        }
    }

    @Test
    void serves_twenty_thousand_names_and_forgets_no_question_of_a_burst() throws IOException {
        try (ScriptedDns dns = ScriptedDns.start();
                Client client = new Client(dns)) {
            int hosts = 10_000;
            for (int i = 0; i < hosts; i++) {
                String address = "10.0." + (i >> 8) + "." + (i & 0xFF);
                dns.zone().a("h" + i + ".hosts.example", address).ptr(address, "h" + i + ".hosts.example");
            }
            for (int i = 0; i < hosts; i++) {
                Message question = i % 2 == 0
                        ? question("h" + i + ".hosts.example", Type.A)
                        : question((i & 0xFF) + "." + (i >> 8) + ".0.10.in-addr.arpa", Type.PTR);
                Message answer = client.ask(question);

                assertThat(answer.getHeader().getID())
                        .isEqualTo(question.getHeader().getID());
                assertThat(answers(answer)).hasSize(1);
            }
            assertThat(dns.total()).isEqualTo(hosts);
        }
    }
}
