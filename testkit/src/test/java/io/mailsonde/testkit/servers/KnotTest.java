package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Ask.addresses;
import static io.mailsonde.testkit.servers.Ask.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

@RealServer({"knot", "unbound"})
class KnotTest {

    private static final ZoneText SIGNED =
            ZoneText.of("signed.example", "127.0.0.54").address("mx", "192.0.2.1");
    private static final ZoneText PLAIN =
            ZoneText.of("plain.example", "127.0.0.54").address("mx", "192.0.2.2");

    @Test
    void answers_over_ipv4_and_ipv6() {
        try (Knot knot =
                Knot.at("127.0.0.54", "fd00:6d61:696c::54").serving(PLAIN).start()) {
            assertThat(addresses(ask("127.0.0.54", "mx.plain.example", RawDns.TYPE_A)))
                    .as(knot.logTail())
                    .containsExactly("192.0.2.2");
            assertThat(addresses(ask("fd00:6d61:696c::54", "mx.plain.example", RawDns.TYPE_A)))
                    .containsExactly("192.0.2.2");
        }
    }

    @Test
    void signs_the_chosen_zone_so_that_a_resolver_with_its_key_finds_it_secure() {
        try (Knot knot = Knot.at("127.0.0.54").serving(PLAIN).signing(SIGNED).start();
                Unbound resolver = Unbound.at("127.0.0.56")
                        .stub("signed.example", "127.0.0.54")
                        .stub("plain.example", "127.0.0.54")
                        .trusting(knot.key("signed.example").ds())
                        .start()) {
            RawDns.Reply signed = ask("127.0.0.56", "mx.signed.example", RawDns.TYPE_A);
            RawDns.Reply plain = ask("127.0.0.56", "mx.plain.example", RawDns.TYPE_A);

            assertThat(addresses(signed)).as(resolver.logTail()).containsExactly("192.0.2.1");
            assertThat(signed.authentic()).isTrue();
            assertThat(addresses(plain)).containsExactly("192.0.2.2");
            assertThat(plain.authentic()).isFalse();
        }
    }

    @Test
    void its_dnskey_line_is_a_trust_anchor_too() {
        try (Knot knot = Knot.at("127.0.0.54").signing(SIGNED).start();
                Unbound resolver = Unbound.at("127.0.0.56")
                        .stub("signed.example", "127.0.0.54")
                        .trusting(knot.key("signed.example").dnskey())
                        .start()) {
            assertThat(ask("127.0.0.56", "mx.signed.example", RawDns.TYPE_A).authentic())
                    .as(resolver.logTail())
                    .isTrue();
        }
    }

    @Test
    void has_no_key_for_an_unsigned_zone() {
        try (Knot knot = Knot.at("127.0.0.54").serving(PLAIN).start()) {
            assertThatThrownBy(() -> knot.key("plain.example")).hasMessageContaining("no DNSKEY for plain.example.");
        }
    }

    @Test
    void two_run_side_by_side() {
        try (Knot first = Knot.at("127.0.0.54").signing(SIGNED).start();
                Knot second = Knot.at("127.0.0.55").signing(SIGNED).start()) {
            assertThat(first.key("signed.example")).isNotEqualTo(second.key("signed.example"));
        }
    }
}
