package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Ask.addresses;
import static io.mailsonde.testkit.servers.Ask.ask;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RealServer({"nsd", "unbound"})
class UnboundTest {

    private static final String NOBODY = "127.0.0.60";
    private static final ZoneText ROOT = ZoneText.of(".", "127.0.0.53")
            .address("mx.example.test", "192.0.2.1")
            .ptr("192.0.2.1", "mx.example.test")
            .ptr("2001:db8::1", "mx.example.test")
            .delegate("lame.test", "127.0.0.54")
            .delegate("dead.test", NOBODY);

    @Test
    void resolves_from_the_labs_root_over_ipv4_and_ipv6() {
        try (Nsd root = Nsd.at("127.0.0.53").serving(ROOT).start();
                Unbound resolver = Unbound.at("127.0.0.56", "fd00:6d61:696c::56")
                        .root("127.0.0.53")
                        .start()) {
            assertThat(addresses(ask("127.0.0.56", "mx.example.test", RawDns.TYPE_A)))
                    .as(root.logTail() + resolver.logTail())
                    .containsExactly("192.0.2.1");
            assertThat(addresses(ask("fd00:6d61:696c::56", "mx.example.test", RawDns.TYPE_A)))
                    .containsExactly("192.0.2.1");
        }
    }

    @Test
    void resolves_through_a_name_server_that_has_only_ipv6() {
        ZoneText root = ZoneText.of(".", "fd00:6d61:696c::53").address("mx.example.test", "192.0.2.1");

        try (Nsd nsd = Nsd.at("fd00:6d61:696c::53").serving(root).start();
                Unbound resolver =
                        Unbound.at("127.0.0.56").root("fd00:6d61:696c::53").start()) {
            assertThat(addresses(ask("127.0.0.56", "mx.example.test", RawDns.TYPE_A)))
                    .as(nsd.logTail() + resolver.logTail())
                    .containsExactly("192.0.2.1");
        }
    }

    @Test
    void reverse_names_of_the_documentation_networks_come_from_the_lab() {
        try (Nsd root = Nsd.at("127.0.0.53").serving(ROOT).start();
                Unbound resolver = Unbound.at("127.0.0.56").root("127.0.0.53").start()) {
            assertThat(ask("127.0.0.56", "1.2.0.192.in-addr.arpa", RawDns.TYPE_PTR)
                            .answers())
                    .as(root.logTail() + resolver.logTail())
                    .hasSize(1);
            String ipv6 = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
            assertThat(ask("127.0.0.56", ipv6, RawDns.TYPE_PTR).answers()).hasSize(1);
        }
    }

    @Test
    void a_zone_whose_name_server_refuses_it_is_servfail() {
        ZoneText unrelated = ZoneText.of("unrelated.test", "127.0.0.54");

        try (Nsd root = Nsd.at("127.0.0.53").serving(ROOT).start();
                Nsd lame = Nsd.at("127.0.0.54").serving(unrelated).start();
                Unbound resolver = Unbound.at("127.0.0.56").root("127.0.0.53").start()) {
            assertThat(ask("127.0.0.56", "mx.lame.test", RawDns.TYPE_A).rcode())
                    .as(root.logTail() + lame.logTail() + resolver.logTail())
                    .isEqualTo(RawDns.SERVFAIL);
        }
    }

    @Test
    void a_zone_whose_name_server_is_dead_is_servfail() {
        try (Nsd root = Nsd.at("127.0.0.53").serving(ROOT).start();
                Unbound resolver = Unbound.at("127.0.0.56").root("127.0.0.53").start()) {
            assertThat(ask("127.0.0.56", "mx.dead.test", RawDns.TYPE_A).rcode())
                    .as(root.logTail() + resolver.logTail())
                    .isEqualTo(RawDns.SERVFAIL);
        }
    }
}
