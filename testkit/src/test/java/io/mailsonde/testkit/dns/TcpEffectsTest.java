package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.answers;
import static io.mailsonde.testkit.dns.Client.has;
import static io.mailsonde.testkit.dns.Client.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class TcpEffectsTest extends WithServer {
    private static final int WHOLE = 12 + 16 + 4 + 16;

    private void play(Effect effect) throws IOException {
        dns.on("mx.example.org", RrType.A).always(effect);
        client.sendTcp(question("mx.example.org", Type.A));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"OVERSIZED", "TCP_CLOSE", "TCP_RESET", "TCP_CLOSE_MIDWAY", "TCP_STALL"})
    void over_UDP_there_is_TC(Fault fault) throws IOException {
        dns.on("mx.example.org", RrType.A).always(fault);

        Message answer = client.ask("mx.example.org", Type.A);

        assertThat(has(answer, Flags.TC)).isTrue();
        assertThat(answers(answer)).isEmpty();
    }

    @Test
    void many_questions_on_one_connection_are_answered_in_order() throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Message question = question("mx.example.org", Type.A);
            ids.add(question.getHeader().getID());
            client.sendTcp(question);
        }

        for (int id : ids) {
            assertThat(Client.parse(client.receiveTcp()).getHeader().getID()).isEqualTo(id);
        }
        assertThat(dns.openTcpConnections()).isEqualTo(1);
    }

    @Test
    void a_question_may_come_octet_by_octet() throws IOException {
        byte[] wire = question("mx.example.org", Type.A).toWire();
        client.sendTcp(new byte[] {0});
        client.sendTcp(new byte[] {(byte) wire.length});
        for (byte octet : wire) {
            client.sendTcp(new byte[] {octet});
        }

        assertThat(answers(Client.parse(client.receiveTcp()))).containsExactly("192.0.2.1");
    }

    @Test
    void a_slow_reader_gets_every_answer_of_a_pipeline_larger_than_any_buffer() throws Exception {
        for (int i = 0; i < 4000; i++) {
            dns.zone().a("large.example.org", "10.0." + (i >> 8) + "." + (i & 0xFF));
        }
        int questions = 200;
        for (int i = 0; i < questions; i++) {
            client.sendTcp(question("large.example.org", Type.A));
        }
        dns.awaitQuestion("large.example.org", RrType.A, SOON);

        for (int i = 0; i < questions; i++) {
            assertThat(client.receiveTcp()).hasSize(12 + 19 + 4 + 4000 * 16);
        }
    }

    @Test
    void SILENCE_keeps_the_connection_open_for_the_next_question() throws IOException {
        dns.on("mx.example.org", RrType.A).play(Fault.SILENCE);
        client.sendTcp(question("mx.example.org", Type.A));
        Message second = question("mx.example.org", Type.A);
        client.sendTcp(second);

        assertThat(Client.parse(client.receiveTcp()).getHeader().getID())
                .isEqualTo(second.getHeader().getID());
    }

    @Test
    void OVERSIZED_fills_the_largest_message() throws IOException {
        play(Fault.OVERSIZED);

        byte[] message = client.receiveTcp();

        assertThat(message).hasSize(0xFFFF);
        assertThat(answers(Client.parse(message))).containsExactly("192.0.2.1");
    }

    @Test
    void TCP_CLOSE_closes_without_an_octet() throws IOException {
        play(Fault.TCP_CLOSE);

        assertThat(client.readTcp(1)).isEmpty();
    }

    @Test
    void TCP_RESET_resets() throws IOException {
        play(Fault.TCP_RESET);

        assertThatThrownBy(() -> client.readTcp(1)).isInstanceOf(SocketException.class);
    }

    @Test
    void TCP_CLOSE_MIDWAY_closes_after_half_of_the_message() throws IOException {
        play(Fault.TCP_CLOSE_MIDWAY);

        assertThat(client.readTcp(1000)).hasSize(2 + WHOLE / 2).startsWith(0, WHOLE);
    }

    @Test
    void TCP_STALL_leaves_half_of_the_message_and_an_open_connection() throws Exception {
        play(Fault.TCP_STALL);

        assertThat(client.readTcp(2 + WHOLE / 2)).startsWith(0, WHOLE);
        assertThat(dns.openTcpConnections()).isEqualTo(1);
        client.closeTcp();
        dns.awaitNoTcpConnections(SOON);
    }

    @Test
    void TcpLength_claims_another_length() throws IOException {
        play(new Effect.TcpLength(0x0102));

        assertThat(client.readTcp(2 + WHOLE)).hasSize(2 + WHOLE).startsWith(1, 2);
    }

    @Test
    void TcpDribble_sends_one_octet_after_the_other() throws IOException {
        Duration interval = Duration.ofMillis(2);
        long start = System.nanoTime();
        play(new Effect.TcpDribble(interval));

        assertThat(answers(Client.parse(client.receiveTcp()))).containsExactly("192.0.2.1");
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(interval.multipliedBy(1 + WHOLE).toNanos());
    }

    @Test
    void a_TcpDribble_ends_when_the_client_leaves() throws Exception {
        play(new Effect.TcpDribble(Duration.ofMillis(1)));
        assertThat(client.readTcp(1)).hasSize(1);

        client.closeTcp();

        dns.awaitNoTcpConnections(SOON);
    }

    @Test
    void effects_of_the_content_work_over_TCP_too() throws IOException {
        dns.on("mx.example.org", RrType.A)
                .play(Rcode.SERVFAIL, Fault.WRONG_ID, new Effect.Garbage("01"), Fault.WRONG_PORT);

        assertThat(client.askTcp("mx.example.org", Type.A).getRcode()).isEqualTo(org.xbill.DNS.Rcode.SERVFAIL);
        Message question = question("mx.example.org", Type.A);
        client.sendTcp(question);
        assertThat(Client.parse(client.receiveTcp()).getHeader().getID())
                .isNotEqualTo(question.getHeader().getID());
        client.sendTcp(question);
        assertThat(client.receiveTcp()).containsExactly(1);
        assertThat(answers(client.askTcp("mx.example.org", Type.A))).containsExactly("192.0.2.1");
    }

    @Test
    void refuseTcp_leaves_only_UDP() throws Exception {
        client.askTcp("mx.example.org", Type.A);

        dns.refuseTcp();

        assertThat(client.readTcp(1)).as("the open connection is closed").isEmpty();
        client.closeTcp();
        assertThatThrownBy(() -> client.askTcp("mx.example.org", Type.A)).isInstanceOf(ConnectException.class);
        assertThat(answers(client.ask("mx.example.org", Type.A))).containsExactly("192.0.2.1");
    }

    @Test
    void the_connection_after_64_is_closed_at_once() throws IOException {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < TcpPort.MAX_CONNECTIONS; i++) {
                Client one = new Client(dns);
                clients.add(one);
                assertThat(answers(one.askTcp("mx.example.org", Type.A))).hasSize(1);
            }
            assertThatThrownBy(() -> client.askTcp("mx.example.org", Type.A)).isInstanceOf(IOException.class);
            assertThat(dns.openTcpConnections()).isEqualTo(64);
        } finally {
            for (Client one : clients) {
                one.close();
            }
        }
    }

    @Test
    void a_question_longer_than_4096_octets_ends_the_connection() throws IOException {
        client.sendTcp(new byte[] {(byte) 0xFF, (byte) 0xFF});

        assertThat(client.readTcp(1)).isEmpty();
    }
}
