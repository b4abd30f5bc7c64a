package io.mailsonde.testkit.dns.client;

import static io.mailsonde.testkit.dns.Fault.SILENCE;
import static io.mailsonde.testkit.dns.Rcode.REFUSED;
import static io.mailsonde.testkit.dns.Rcode.SERVFAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several resolvers: the next answers for the first, and the most telling failure is told. */
final class FailoverTest {
    private final Zone zone = new Zone().a("a.example.org", "192.0.2.1").a("b.example.org", "192.0.2.2");
    private final ScriptedDns first =
            ScriptedDns.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), zone);
    private final ScriptedDns second =
            ScriptedDns.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), zone);
    private final ClientRig rig = ClientRig.asking(first.address(), second.address());

    @AfterEach
    void close() {
        rig.close();
        first.close();
        second.close();
    }

    @Test
    void the_first_is_asked_first() {
        rig.answer("a.example.org", RecordType.A);
        rig.answer("b.example.org", RecordType.A);

        assertThat(first.total()).isEqualTo(2);
        assertThat(second.total()).isZero();
    }

    @Test
    void the_second_answers_where_the_first_fails_or_refuses() {
        first.onEverything().play(SERVFAIL).always(REFUSED);

        Lookup lookup = rig.lookup("a.example.org", RecordType.A);

        assertThat(ClientRig.seen(lookup).records()).hasSize(1);
        assertThat(lookup.exchange().server())
                .isEqualTo("127.0.0.1:" + second.address().getPort());
        assertThat(lookup.exchange().attempts()).isEqualTo(2);
        assertThat(rig.answer("b.example.org", RecordType.A).records()).hasSize(1);
    }

    @Test
    void a_silent_server_is_asked_last_for_a_while() {
        first.onEverything().always(SILENCE);

        assertThat(rig.answer("a.example.org", RecordType.A).records()).hasSize(1);
        assertThat(first.total()).isEqualTo(1);
        assertThat(rig.answer("b.example.org", RecordType.A).records()).hasSize(1);
        assertThat(first.total()).isEqualTo(1);
    }

    @Test
    void a_server_that_is_not_there_costs_no_wait() {
        first.close();

        Lookup lookup = rig.lookup("a.example.org", RecordType.A);

        assertThat(ClientRig.seen(lookup).records()).hasSize(1);
        assertThat(lookup.exchange().took()).isLessThan(ClientRig.TRIES.get(0));
    }

    @Test
    void what_a_server_says_is_told_before_what_another_does_not_say() {
        first.onEverything().always(SILENCE);
        second.onEverything().always(SERVFAIL);

        Observed.Missed<DnsAnswer> missed = rig.miss("a.example.org", RecordType.A);

        assertThat(missed.reason()).isEqualTo(Reason.DNS_SERVER_FAILURE);
        assertThat(missed.detail())
                .isEqualTo("127.0.0.1:" + second.address().getPort()
                        + " answered SERVFAIL when asked for a.example.org A; no answer from 127.0.0.1:"
                        + first.address().getPort() + " to a.example.org A within 1.2 s (3 tries)");
        assertThat(second.total()).isEqualTo(1);
        assertThat(first.total()).isEqualTo(3);
    }

    @Test
    void silence_everywhere_is_told_of_each() {
        first.onEverything().always(SILENCE);
        second.onEverything().always(SILENCE);

        Observed.Missed<DnsAnswer> missed = rig.miss("a.example.org", RecordType.A);

        assertThat(missed.reason()).isEqualTo(Reason.DNS_TIMED_OUT);
        assertThat(missed.detail()).contains("(2 tries)", "(1 try)");
        assertThat(first.total() + second.total()).isEqualTo(3);
    }
}
