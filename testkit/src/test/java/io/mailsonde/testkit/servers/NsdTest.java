package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Ask.addresses;
import static io.mailsonde.testkit.servers.Ask.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

@RealServer("nsd")
class NsdTest {

    private static final ZoneText EXAMPLE =
            ZoneText.of("example.org", "127.0.0.53").address("mx", "192.0.2.1").manyAddresses("many", 200);

    @Test
    void answers_over_ipv4_and_ipv6() {
        try (Nsd nsd =
                Nsd.at("127.0.0.53", "fd00:6d61:696c::53").serving(EXAMPLE).start()) {
            RawDns.Reply reply = ask("127.0.0.53", "mx.example.org", RawDns.TYPE_A);

            assertThat(reply.authoritative()).as(nsd.logTail()).isTrue();
            assertThat(addresses(reply)).containsExactly("192.0.2.1");
            assertThat(addresses(ask("fd00:6d61:696c::53", "mx.example.org", RawDns.TYPE_A)))
                    .containsExactly("192.0.2.1");
            assertThat(ask("127.0.0.53", "none.example.org", RawDns.TYPE_A).rcode())
                    .isEqualTo(RawDns.NXDOMAIN);
        }
    }

    @Test
    void refuses_what_it_does_not_serve() {
        try (Nsd lame = Nsd.at("127.0.0.53").serving(EXAMPLE).start()) {
            assertThat(ask("127.0.0.53", "example.net", RawDns.TYPE_A).rcode())
                    .as(lame.logTail())
                    .isEqualTo(RawDns.REFUSED);
        }
    }

    @Test
    void truncates_an_answer_that_is_too_long_for_udp() {
        try (Nsd nsd = Nsd.at("127.0.0.53").serving(EXAMPLE).start()) {
            assertThat(ask("127.0.0.53", "many.example.org", RawDns.TYPE_A).truncated())
                    .as(nsd.logTail())
                    .isTrue();
        }
    }

    @Test
    void serves_ten_thousand_hosts_and_their_reverse_names() {
        ZoneText root = ZoneText.of(".", "127.0.0.53").pairs("hosts.example", 10_000);

        try (Nsd nsd = Nsd.at("127.0.0.53").serving(root).start()) {
            assertThat(ask("127.0.0.53", "15.39.0.10.in-addr.arpa", RawDns.TYPE_PTR)
                            .answers())
                    .as(nsd.logTail())
                    .hasSize(1);
            assertThat(addresses(ask("127.0.0.53", "h9999.hosts.example", RawDns.TYPE_A)))
                    .containsExactly("10.0.39.15");
        }
    }

    @Test
    void two_run_side_by_side() {
        ZoneText other = ZoneText.of("example.net", "127.0.0.54").address("mx", "192.0.2.2");

        try (Nsd first = Nsd.at("127.0.0.53").serving(EXAMPLE).start();
                Nsd second = Nsd.at("127.0.0.54").serving(other).start()) {
            assertThat(addresses(ask("127.0.0.53", "mx.example.org", RawDns.TYPE_A)))
                    .as(first.logTail())
                    .containsExactly("192.0.2.1");
            assertThat(addresses(ask("127.0.0.54", "mx.example.net", RawDns.TYPE_A)))
                    .as(second.logTail())
                    .containsExactly("192.0.2.2");
        }
    }

    @Test
    void leaves_its_address_free() {
        for (String address : new String[] {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) {
            ZoneText zone = ZoneText.of("example.org", "127.0.0.53").address("mx", address);
            try (Nsd nsd = Nsd.at("127.0.0.53").serving(zone).start()) {
                assertThat(addresses(ask("127.0.0.53", "mx.example.org", RawDns.TYPE_A)))
                        .as(nsd.logTail())
                        .containsExactly(address);
            }
        }
    }

    @Test
    void says_what_is_wrong_with_a_zone() {
        ZoneText broken = ZoneText.of("example.org", "127.0.0.53").record("mx A not-an-address");

        assertThatThrownBy(() -> Nsd.at("127.0.0.53").serving(broken).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not-an-address");
    }

    @Test
    void says_what_is_wrong_with_an_option() {
        assertThatThrownBy(() -> Nsd.at("127.0.0.53")
                        .serving(EXAMPLE)
                        .option("not-an-option: 1")
                        .start())
                .hasMessageContaining("nsd ended with exit code 1")
                .hasMessageContaining("not-an-option");
    }

    @Test
    void does_not_take_an_address_where_another_server_is() {
        try (Nsd first = Nsd.at("127.0.0.53").serving(EXAMPLE).start()) {
            assertThatThrownBy(() -> Nsd.at("127.0.0.53").serving(EXAMPLE).start())
                    .as(first.logTail())
                    .hasMessageContaining("another server is there");
        }
    }
}
