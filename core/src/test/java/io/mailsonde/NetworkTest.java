package io.mailsonde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.dns.IpAddresses;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24,   192.0.2.255,   true",
        "192.0.2.0/24,   192.0.3.0,     false",
        "192.0.2.77/25,  192.0.2.1,     true",
        "0.0.0.0/0,      203.0.113.9,   true",
        "0.0.0.0/0,      2001:db8::1,   false",
        "2001:db8::/33,  2001:db8:7fff::1, true",
        "2001:db8::/33,  2001:db8:8000::1, false",
        "192.0.2.1,      192.0.2.1,     true",
        "192.0.2.1,      192.0.2.2,     false",
        "192.0.2.0/24,   ::ffff:192.0.2.9, true",
    })
    void contains(String network, String address, boolean expected) {
        assertThat(Network.parse(network).contains(IpAddresses.parse(address))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/24",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2/24",
                "example.org/24",
                "::1/129",
                "1.2.3.4/24/8"
            })
    void what_is_no_network_is_refused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void an_address_lies_in_every_network_around_it(
            @ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] sixteen, @ForAll @IntRange(max = 32) int prefix) {
        var v4 = IpAddresses.ofBytes(four);
        assertThat(Network.around(v4, prefix, 0).contains(v4)).isTrue();
        var v6 = IpAddresses.ofBytes(sixteen);
        assertThat(Network.around(v6, 0, prefix).contains(v6)).isTrue();
    }

    @Property
    void text_leads_back(@ForAll @Size(16) byte[] bytes, @ForAll @IntRange(max = 32) int prefix) {
        Network network = Network.around(IpAddresses.ofBytes(bytes), prefix, prefix);
        assertThat(Network.parse(network.toString())).isEqualTo(network);
    }
}
