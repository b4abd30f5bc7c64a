package io.mailsonde.dns;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseNamesTest {
    @Test
    void ipv4_as_in_rfc_1035() {
        assertThat(ReverseNames.of(IpAddresses.parse("10.2.0.52"))).isEqualTo("52.0.2.10.in-addr.arpa");
    }

    @Test
    void ipv6_as_in_rfc_3596() {
        assertThat(ReverseNames.of(IpAddresses.parse("4321:0:1:2:3:4:567:89ab")))
                .isEqualTo("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa");
    }

    @Property
    void ipv4_addresses_lead_there_and_back(@ForAll @Size(4) byte[] bytes) {
        var address = IpAddresses.ofBytes(bytes);
        assertThat(ReverseNames.addressOf(ReverseNames.of(address))).contains(address);
    }

    @Property
    void ipv6_addresses_lead_there_and_back(@ForAll @Size(16) byte[] bytes) {
        var address = IpAddresses.ofBytes(bytes);
        assertThat(ReverseNames.addressOf(ReverseNames.of(address))).contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.0.192.in-addr.arpa",
                "0-63.2.0.192.in-addr.arpa",
                "1.2.3.256.in-addr.arpa",
                "01.2.3.4.in-addr.arpa",
                "1.2.3.4.5.in-addr.arpa",
                "in-addr.arpa",
                "1.0.ip6.arpa",
                "mx.example.org",
                "."
            })
    void other_names_are_no_addresses(String name) {
        assertThat(ReverseNames.addressOf(name)).isEmpty();
    }

    @Property
    void never_throws(@ForAll String name) {
        ReverseNames.addressOf(name);
        ReverseNames.addressOf(name + ".in-addr.arpa");
        ReverseNames.addressOf(name + ".ip6.arpa");
    }
}
