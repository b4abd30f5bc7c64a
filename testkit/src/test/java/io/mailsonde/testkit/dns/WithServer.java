package io.mailsonde.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server that knows {@code mx.example.org}, and a client of it. */
abstract class WithServer {
    static final Duration SOON = Duration.ofSeconds(10);

    ScriptedDns dns;
    Client client;

    @BeforeEach
    void start() throws IOException {
        dns = ScriptedDns.start();
        dns.zone().a("mx.example.org", "192.0.2.1").ptr("192.0.2.1", "mx.example.org");
        client = new Client(dns);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        dns.close();
        assertThat(dns.problems()).isEmpty();
    }
}
