package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Consent;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What comes of a dial, one for each kind of end. */
class DialingTest {
    private final Rig rig = newRig();
    private final LoopbackPeer server = new LoopbackPeer();

    Rig newRig() {
        return new Rig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    @Test
    void a_connection_knows_both_ends() throws Exception {
        Connection connection = rig.connect(rig.dialer(), server.peer());

        Socket socket = server.next();
        assertThat(connection.peer()).isEqualTo(server.peer());
        assertThat(connection.from()).isEqualTo(socket.getInetAddress());
    }

    @Test
    void it_comes_from_the_address_of_our_identity() throws Exception {
        rig.identity = rig.identity.from(IpAddresses.parse("127.0.0.9"));

        Connection connection = rig.connect(rig.dialer(), server.peer());

        assertThat(connection.from()).isEqualTo(IpAddresses.parse("127.0.0.9"));
        assertThat(server.next().getInetAddress()).isEqualTo(IpAddresses.parse("127.0.0.9"));
    }

    @Test
    void a_closed_port_refuses_and_the_refusal_is_evidence() throws Exception {
        server.close();

        Rig.missed(
                Rig.await(rig.dial(rig.dialer(), server.peer())),
                Reason.CONNECTION_REFUSED,
                server.peer() + " refused the connection");

        Transcript refusal = rig.handedIn(Transcript.class);
        assertThat(refusal.peer()).isEqualTo(server.peer().toString());
        assertThat(refusal.from()).isEqualTo(IpAddresses.parse("0.0.0.0"));
        assertThat(refusal.at()).isEqualTo(Rig.NOON);
        assertThat(Rig.lines(refusal)).containsExactly("NOTE " + server.peer() + " refused the connection");
        assertThat(refusal.end()).isEqualTo("never connected");
    }

    @Test
    void a_peer_that_does_not_answer_is_timed_out_and_its_silence_is_evidence() throws Exception {
        rig.connect = Duration.ofMillis(200);
        try (Deaf deaf = new Deaf()) {
            Peer peer = deaf.peer();

            Rig.missed(
                    Rig.await(rig.dial(rig.dialer(), peer)),
                    Reason.TIMED_OUT,
                    "no answer from " + peer + " to the connection attempt within 200 ms");

            assertThat(rig.handedIn(Silence.class))
                    .isEqualTo(new Silence(
                            peer.toString(), "an answer to the connection attempt", Rig.NOON, Duration.ofMillis(200)));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX) // whose kernel refuses TCP to a broadcast address as if a router had
    void a_network_that_refuses_makes_a_peer_unreachable() throws Exception {
        Peer broadcast = new Peer(Optional.empty(), IpAddresses.parse("127.255.255.255"), 25);

        String end = Rig.await(rig.dial(rig.dialer(), broadcast))
                .match(saw -> "connected", (reason, detail) -> reason + ": " + detail);

        assertThat(end).startsWith("UNREACHABLE: the network says that 127.255.255.255:25 cannot be reached");
        assertThat(rig.handedIn(Transcript.class).end()).isEqualTo("never connected");
    }

    @Test
    void a_source_address_that_is_not_ours_is_our_own_failure() {
        rig.identity = rig.identity.from(IpAddresses.parse("203.0.113.77"));

        String end = Rig.await(rig.dial(rig.dialer(), server.peer()))
                .match(saw -> "connected", (reason, detail) -> reason + ": " + detail);

        assertThat(end)
                .startsWith(
                        "LOCAL_FAILURE: this machine could not connect to " + server.peer() + " from 203.0.113.77: ");
        assertThat(rig.evidence).isEmpty();
    }

    @Test
    void out_of_scope_nothing_is_sent_and_no_permit_is_used() throws Exception {
        rig.scope = Scope.networks("127.0.0.2").consentingTo(Consent.CONNECT);
        Dialer dialer = rig.dialer();

        Rig.missed(
                Rig.await(rig.dial(dialer, server.peer())),
                Reason.OUT_OF_SCOPE,
                "127.0.0.1 lies in no network and no domain of the scope");

        assertThat(dialer.permits().remembered()).isZero();
        assertThat(rig.evidence).isEmpty();
        assertNobodyConnected();
    }

    /** Whoever connected before this has been accepted before this. */
    private void assertNobodyConnected() throws Exception {
        try (Socket last = new Socket(server.peer().address(), server.peer().port())) {
            assertThat(server.next().getPort()).isEqualTo(last.getLocalPort());
        }
    }

    @Test
    void a_name_in_scope_does_not_open_the_way_to_loopback() throws Exception {
        rig.scope = Scope.dnsOnly().domains("example.org").consentingTo(Consent.CONNECT);
        Peer named = new Peer(
                Optional.of("mx1.example.org"),
                server.peer().address(),
                server.peer().port());

        Rig.missed(
                Rig.await(rig.dial(rig.dialer(), named)),
                Reason.OUT_OF_SCOPE,
                "mx1.example.org leads to 127.0.0.1, which is not a global address (loopback, RFC 1122),"
                        + " and no network of the scope has it");
        assertNobodyConnected();

        rig.scope = Scope.networks("127.0.0.1").domains("example.org").consentingTo(Consent.CONNECT);
        assertThat(rig.connect(rig.dialer(), named).peer()).isEqualTo(named);
    }

    @Test
    void without_consent_nothing_is_sent() throws Exception {
        Dialer dialer = rig.dialer();

        Rig.missed(
                Rig.await(dialer.dial(server.peer(), Set.of(Consent.DELIVER), dialer.newRun(), rig.evidence::add)),
                Reason.NOT_CONSENTED,
                "there is no consent to name, deliver at " + server.peer());
        assertNobodyConnected();
    }

    @Test
    void a_dial_always_needs_the_consent_to_connect() throws Exception {
        rig.scope = Scope.networks("127.0.0.0/8");

        Rig.missed(
                Rig.await(rig.dial(rig.dialer(), server.peer())),
                Reason.NOT_CONSENTED,
                "there is no consent to connect at " + server.peer());
        assertNobodyConnected();
    }

    @Test
    void results_wait_for_the_executor() throws Exception {
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        rig.executor = held::add;

        CompletableFuture<?> dial = rig.dial(rig.dialer(), server.peer());
        Runnable told = held.poll(10, TimeUnit.SECONDS);

        assertThat(dial).isNotDone();
        told.run();
        assertThat(dial).isDone();
    }

    @Test
    void an_executor_that_is_shut_down_leaves_nobody_waiting() {
        rig.workers.shutdownNow();

        assertThat(rig.connect(rig.dialer(), server.peer()).peer()).isEqualTo(server.peer());
    }
}
