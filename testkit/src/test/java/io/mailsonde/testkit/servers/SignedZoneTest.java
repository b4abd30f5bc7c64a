package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Ask.addresses;
import static io.mailsonde.testkit.servers.Ask.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@RealServer({"nsd", "unbound", "dnssec-keygen", "dnssec-signzone"})
class SignedZoneTest {

    private static final String ROOT_SERVER = "127.0.0.53";
    private static final String CHILD_SERVER = "127.0.0.54";
    private static final String RESOLVER = "127.0.0.56";
    private static final String MX = "mx.example.org";

    private static final ZoneText CHILD =
            ZoneText.of("example.org", CHILD_SERVER).address("mx", "192.0.2.1").address("www", "192.0.2.80");

    @Test
    void a_chain_from_the_root_is_secure() {
        SignedZone child = SignedZone.of(CHILD);
        SignedZone root = rootAbove(child);

        assertThatResolverFinds(child, root, root.key(), Security.SECURE);
    }

    @Test
    void a_delegation_without_ds_is_insecure() {
        SignedZone root = SignedZone.of(ZoneText.of(".", ROOT_SERVER).delegate("example.org", CHILD_SERVER));

        assertThatResolverFinds(CHILD, root, root.key(), Security.INSECURE);
    }

    @Test
    void an_expired_signature_is_bogus() {
        SignedZone child = SignedZone.expired(CHILD);
        SignedZone root = rootAbove(child);

        assertThatResolverFinds(child, root, root.key(), Security.BOGUS);
    }

    @Test
    void a_tampered_address_is_bogus() {
        SignedZone child = SignedZone.of(CHILD);
        SignedZone root = rootAbove(child);

        assertThatResolverFinds(child.tampered("192.0.2.1", "192.0.2.66"), root, root.key(), Security.BOGUS);
        assertThatResolverFinds(child.tampered("192.0.2.80", "192.0.2.66"), root, root.key(), Security.SECURE);
    }

    @Test
    void a_root_signed_by_a_stranger_is_bogus() {
        SignedZone child = SignedZone.of(CHILD);
        SignedZone root = rootAbove(child);
        SignedZone foreign = rootAbove(child);

        assertThatResolverFinds(child, foreign, root.key(), Security.BOGUS);
    }

    @Test
    void an_unsigned_root_under_a_trust_anchor_is_bogus() {
        SignedZone child = SignedZone.of(CHILD);
        ZoneText unsigned = ZoneText.of(".", ROOT_SERVER).delegate(child, CHILD_SERVER);

        assertThatResolverFinds(child, unsigned, SignedZone.of(unsigned).key(), Security.BOGUS);
    }

    @Test
    @RealServer({"nsd", "unbound", "dnssec-keygen", "dnssec-signzone", "dig"})
    void unbound_says_in_an_extended_error_what_is_wrong() throws Exception {
        SignedZone child = SignedZone.expired(CHILD);
        SignedZone root = rootAbove(child);

        try (Nsd rootServer = Nsd.at(ROOT_SERVER).serving(root).start();
                Nsd childServer = Nsd.at(CHILD_SERVER).serving(child).start();
                Unbound resolver = Unbound.at(RESOLVER)
                        .root(ROOT_SERVER)
                        .trusting(root.key().ds())
                        .extendedErrors()
                        .start()) {
            Process dig = new ProcessBuilder("dig", "+tries=1", "+time=10", "@" + RESOLVER, MX)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(dig.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .as(rootServer.logTail() + childServer.logTail() + resolver.logTail())
                    .contains("status: SERVFAIL")
                    .contains("EDE: 7 (Signature Expired)");
        }
    }

    @Test
    void refuses_to_tamper_with_what_is_not_there() {
        SignedZone child = SignedZone.of(CHILD);

        assertThatThrownBy(() -> child.tampered("192.0.2.2", "192.0.2.66")).hasMessageContaining("192.0.2.2");
    }

    @Test
    void says_what_is_wrong_with_a_zone() {
        assertThatThrownBy(() -> SignedZone.of(CHILD.record("mx A not-an-address")))
                .hasMessageContaining("dnssec-signzone failed")
                .hasMessageContaining("not-an-address");
    }

    private static SignedZone rootAbove(SignedZone child) {
        return SignedZone.of(ZoneText.of(".", ROOT_SERVER).delegate(child, CHILD_SERVER));
    }

    private enum Security {
        SECURE,
        INSECURE,
        BOGUS
    }

    private static void assertThatResolverFinds(Zone child, Zone root, ZoneKey anchor, Security expected) {
        try (Nsd rootServer = Nsd.at(ROOT_SERVER).serving(root).start();
                Nsd childServer = Nsd.at(CHILD_SERVER).serving(child).start();
                Unbound resolver = Unbound.at(RESOLVER)
                        .root(ROOT_SERVER)
                        .trusting(anchor.ds())
                        .start()) {
            RawDns.Reply reply = ask(RESOLVER, MX, RawDns.TYPE_A);
            String logs = rootServer.logTail() + childServer.logTail() + resolver.logTail();

            if (expected == Security.BOGUS) {
                assertThat(reply.rcode()).as(logs).isEqualTo(RawDns.SERVFAIL);
            } else {
                assertThat(addresses(reply)).as(logs).containsExactly("192.0.2.1");
                assertThat(reply.authentic()).as(logs).isEqualTo(expected == Security.SECURE);
            }
        }
    }
}
