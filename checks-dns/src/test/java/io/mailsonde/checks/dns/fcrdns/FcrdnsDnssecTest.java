package io.mailsonde.checks.dns.fcrdns;

import static io.mailsonde.checks.dns.fcrdns.RealLab.CHILD;
import static io.mailsonde.checks.dns.fcrdns.RealLab.RESOLVER;
import static io.mailsonde.checks.dns.fcrdns.RealLab.ROOT;
import static io.mailsonde.checks.dns.fcrdns.RealLab.check;
import static io.mailsonde.checks.dns.fcrdns.RealLab.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnssecState;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.SignedZone;
import io.mailsonde.testkit.servers.Unbound;
import io.mailsonde.testkit.servers.Zone;
import io.mailsonde.testkit.servers.ZoneText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The DNSSEC state of each leg, in zones that the test signs itself, behind a resolver that does not validate. */
@RealServer({"nsd", "unbound", "dnssec-keygen", "dnssec-signzone"})
class FcrdnsDnssecTest {
    private static final String HOST = "192.0.2.1";
    private static final ZoneText FORWARD = ZoneText.of("example.net", CHILD).address("mx", HOST);

    private static SignedZone root(SignedZone forward) {
        return SignedZone.of(ZoneText.of(".", ROOT).ptr(HOST, "mx.example.net").delegate(forward, CHILD));
    }

    private static CheckResult look(Zone root, Zone forward, List<String> anchors) throws InterruptedException {
        try (Nsd parent = Nsd.at(ROOT).serving(root).start();
                Nsd child = Nsd.at(CHILD).serving(forward).start();
                Unbound resolver = Unbound.at(RESOLVER).root(ROOT).start()) {
            assertThat(List.of(parent, child, resolver)).doesNotContainNull();
            return check(RESOLVER, anchors, HOST);
        }
    }

    private static DnssecState reverse(CheckResult result) {
        return seen(result).ptr().seen().map(DnsAnswer::dnssec).orElseThrow();
    }

    private static DnssecState forward(CheckResult result) {
        return seen(result).forwards().get(0).dnssec(IpAddresses.parse(HOST));
    }

    private static ReverseDns seen(CheckResult result) {
        return result.observation(ReverseDns.PROBE).seen().orElseThrow();
    }

    @Test
    void signed_from_the_root_down_is_secure() throws Exception {
        SignedZone forward = SignedZone.of(FORWARD);
        SignedZone root = root(forward);

        CheckResult result = look(root, forward, List.of(root.key().ds()));

        assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(reverse(result)).isEqualTo(DnssecState.SECURE);
        assertThat(forward(result)).isEqualTo(DnssecState.SECURE);
    }

    @Test
    void an_unsigned_zone_below_a_signed_parent_is_insecure() throws Exception {
        SignedZone root =
                SignedZone.of(ZoneText.of(".", ROOT).ptr(HOST, "mx.example.net").delegate("example.net", CHILD));

        CheckResult result = look(root, FORWARD, List.of(root.key().ds()));

        assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(reverse(result)).isEqualTo(DnssecState.SECURE);
        assertThat(forward(result)).isEqualTo(DnssecState.INSECURE);
    }

    @Test
    void an_expired_signature_is_bogus_and_the_answer_stays() throws Exception {
        SignedZone forward = SignedZone.expired(FORWARD);
        SignedZone root = root(forward);

        CheckResult result = look(root, forward, List.of(root.key().ds()));

        assertThat(forward(result)).isEqualTo(DnssecState.BOGUS);
        assertThat(seen(result).iprev()).isEqualTo(Iprev.PASS);
        assertThat(findings(result.outcome())).containsExactly("bogus-dnssec");
    }

    @Test
    void a_tampered_address_is_bogus() throws Exception {
        SignedZone forward = SignedZone.of(ZoneText.of("example.net", CHILD).address("mx", "192.0.2.66"));
        SignedZone root = root(forward);

        CheckResult result = look(
                root, forward.tampered("192.0.2.66", HOST), List.of(root.key().ds()));

        assertThat(forward(result)).isEqualTo(DnssecState.BOGUS);
        assertThat(findings(result.outcome())).containsExactly("bogus-dnssec");
    }

    @Test
    void a_root_of_strangers_says_nothing_about_what_is_below() throws Exception {
        SignedZone forward = SignedZone.of(FORWARD);
        SignedZone foreign = root(forward);

        CheckResult result = look(foreign, forward, List.of(root(forward).key().ds()));

        assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(reverse(result)).isEqualTo(DnssecState.INDETERMINATE);
        assertThat(forward(result)).isEqualTo(DnssecState.INDETERMINATE);
    }

    @Test
    void an_unsigned_root_says_nothing_either() throws Exception {
        ZoneText root = ZoneText.of(".", ROOT).ptr(HOST, "mx.example.net").delegate("example.net", CHILD);

        CheckResult result =
                look(root, FORWARD, List.of(SignedZone.of(root).key().ds()));

        assertThat(result.outcome()).isInstanceOf(Outcome.Passed.class);
        assertThat(forward(result)).isEqualTo(DnssecState.INDETERMINATE);
    }
}
