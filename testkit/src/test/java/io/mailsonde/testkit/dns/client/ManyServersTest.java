package io.mailsonde.testkit.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Far more servers than sockets: each has its turn, and the configured resolver does not suffer. */
final class ManyServersTest {
    private static final DnsQuestion QUESTION = new DnsQuestion("mx.example.org", RecordType.A);

    @Test
    void silent_servers_share_the_sockets_and_each_is_asked_as_often_as_it_should() throws IOException {
        List<DatagramSocket> silent = new ArrayList<>();
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(
                        config -> config.withLimits(config.limits().withSockets(8)), dns.address())) {
            dns.zone().a("mx.example.org", "192.0.2.1");
            List<CompletableFuture<Lookup>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                silent.add(socket);
                InetSocketAddress server = (InetSocketAddress) socket.getLocalSocketAddress();
                all.add(rig.client.askServer(server, QUESTION, Duration.ofSeconds(60)));
            }
            assertThat(rig.answer("mx.example.org", RecordType.A).records()).hasSize(1);

            for (CompletableFuture<Lookup> future : all) {
                Lookup lookup = future.orTimeout(60, TimeUnit.SECONDS).join();
                assertThat(ClientRig.missed(lookup).reason()).isEqualTo(Reason.DNS_TIMED_OUT);
                assertThat(ClientRig.missed(lookup).detail()).endsWith("within 1.2 s (3 tries)");
            }
        } finally {
            silent.forEach(DatagramSocket::close);
        }
    }

    @Test
    void closed_ports_cost_one_datagram_each() {
        try (ScriptedDns dns = ScriptedDns.start();
                ClientRig rig = ClientRig.asking(
                        config -> config.withLimits(config.limits().withSockets(8)), dns.address())) {
            List<CompletableFuture<Lookup>> all = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                InetSocketAddress closed =
                        new InetSocketAddress("127.0.77." + i, dns.address().getPort());
                all.add(rig.client.askServer(closed, QUESTION, Duration.ofSeconds(60)));
            }

            assertThat(all).allSatisfy(future -> {
                Lookup lookup = future.orTimeout(60, TimeUnit.SECONDS).join();
                assertThat(ClientRig.missed(lookup).reason()).isEqualTo(Reason.UNREACHABLE);
                assertThat(lookup.exchange().attempts()).isEqualTo(1);
            });
        }
    }
}
