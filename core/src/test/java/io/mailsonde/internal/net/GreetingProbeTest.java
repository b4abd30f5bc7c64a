package io.mailsonde.internal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Consent;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.wire.Connections;
import io.mailsonde.wire.Peer;
import java.io.IOException;
import java.time.Duration;
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
    private final MailHost host = MailHost.of("127.0.0.1", server.peer().port());

    @AfterEach
    void close() throws IOException {
        rig.close();
        server.close();
    }

    @Test
    void the_probe_needs_the_consent_to_connect() {
        assertThat(PROBE.consents()).containsExactly(Consent.CONNECT);
        assertThat(PROBE.capability()).isEqualTo("TCP");
    }

    @Test
    void the_greeting_is_observed_and_recorded() throws Exception {
        Step<Greeting> seen = PROBE.look(host, new RigWire(rig));
        server.next().getOutputStream().write("+OK ready\r\n".getBytes(US_ASCII));

        assertThat(Rig.saw(seen)).isEqualTo(new Greeting("+OK ready\r\n"));
        rig.close();
        assertThat(Rig.lines(rig.handedIn(Transcript.class))).containsExactly("PEER +OK ready\r\n");
    }

    @Test
    void a_closed_port_is_missed_with_its_reason() throws Exception {
        server.close();

        Rig.missed(
                Rig.await(PROBE.look(host, new RigWire(rig))),
                Reason.CONNECTION_REFUSED,
                server.peer() + " refused the connection");
    }
}
