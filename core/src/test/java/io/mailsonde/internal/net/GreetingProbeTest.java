package io.mailsonde.internal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Consent;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Connections;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A probe of an author's own, through plain connections: what a server says by itself. */
class GreetingProbeTest {
    /** What a server said first. */
    record Greeting(String text) {}

    private static final Probe<MailHost, Greeting> PROBE =
            Probe.of("test.greeting", MailHost.class, Greeting.class, Connections.TCP, GreetingProbeTest::look);

    private static Step<Greeting> look(MailHost host, Connections tcp) {
        return tcp.dial(new Peer(host.name(), host.address(), host.port()))
                .then(connection -> connection.receive("the greeting", Duration.ofSeconds(10)))
                .map(bytes -> new Greeting(new String(bytes, US_ASCII)));
    }

    private final Rig rig = new Rig();
    private final LoopbackPeer server = new LoopbackPeer();
    private final MailHost host = new MailHost(
            Optional.empty(), server.peer().address(), server.peer().port(), java.util.Optional.empty());

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    /** Dials, and nothing else. */
    private record DialingWire(Rig rig, Dialer dialer) implements Wire {
        @Override
        public Scope scope() {
            return rig.scope;
        }

        @Override
        public Set<Consent> granted() {
            return rig.scope.granted();
        }

        @Override
        public io.mailsonde.Identity identity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public io.mailsonde.Limits limits() {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.util.Optional<io.mailsonde.witness.Witness> witness() {
            return java.util.Optional.empty();
        }

        @Override
        public java.time.Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String token() {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.util.Optional<String> message(io.mailsonde.wire.Peer peer) {
            return java.util.Optional.empty();
        }

        @Override
        public <V> Step<V> await(
                String awaited, java.util.concurrent.CompletionStage<V> stage, java.time.Duration within) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Step<java.time.Duration> pause(java.time.Duration time) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Step<DnsAnswer> query(DnsQuestion question) {
            return Step.missed(Reason.LOCAL_FAILURE, "there is no resolver");
        }

        @Override
        public Step<DnsAnswer> query(InetSocketAddress asked, DnsQuestion question) {
            return query(question);
        }

        @Override
        public Step<Connection> dial(Peer peer) {
            return Step.of(rig.dial(dialer, peer));
        }
    }

    @Test
    void the_probe_needs_the_consent_to_connect() {
        assertThat(PROBE.consents()).containsExactly(Consent.CONNECT);
        assertThat(PROBE.capability()).isEqualTo("TCP");
    }

    @Test
    void the_greeting_is_observed_and_recorded() throws Exception {
        Step<Greeting> seen = PROBE.look(host, new DialingWire(rig, rig.dialer()));
        server.next().getOutputStream().write("+OK ready\r\n".getBytes(US_ASCII));

        assertThat(Rig.saw(seen)).isEqualTo(new Greeting("+OK ready\r\n"));
        rig.close();
        assertThat(Rig.lines(rig.handedIn(Transcript.class))).containsExactly("PEER +OK ready\r\n");
    }

    @Test
    void a_closed_port_is_missed_with_its_reason() throws Exception {
        server.close();

        Rig.missed(
                Rig.await(PROBE.look(host, new DialingWire(rig, rig.dialer()))),
                Reason.CONNECTION_REFUSED,
                server.peer() + " refused the connection");
    }
}
