package io.mailsonde.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ZoneTextTest {

    @Test
    void begins_with_an_soa_record_and_a_name_server() {
        ZoneText zone = ZoneText.of("example.org", "127.0.0.53", "fd00:6d61:696c::53");

        assertThat(zone.origin()).isEqualTo("example.org.");
        assertThat(zone.text()).isEqualTo("""
                        $ORIGIN example.org.
                        $TTL 300
                        @ SOA ns hostmaster 1 3600 900 604800 300
                        @ NS ns
                        ns A 127.0.0.53
                        ns AAAA fd00:6d61:696c::53
                        """);
    }

    @Test
    void takes_names_inside_the_zone_with_or_without_the_final_dot() {
        assertThat(added(zone -> zone.address("mx", "192.0.2.1")
                        .address("mx.example.org", "192.0.2.2")
                        .address("mx.example.org.", "192.0.2.3")
                        .address("example.org", "192.0.2.4")
                        .address("notexample.org", "192.0.2.5")))
                .containsExactly(
                        "mx A 192.0.2.1",
                        "mx.example.org. A 192.0.2.2",
                        "mx.example.org. A 192.0.2.3",
                        "example.org. A 192.0.2.4",
                        "notexample.org A 192.0.2.5");
    }

    @Test
    void writes_reverse_names() {
        assertThat(added(zone -> zone.ptr("192.0.2.1", "mx.example.org").ptr("2001:db8::a1", "mx.example.org.")))
                .containsExactly(
                        "1.2.0.192.in-addr.arpa. PTR mx.example.org.",
                        "1.a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR mx.example.org.");
    }

    @Test
    void looks_no_name_up_for_an_address() {
        assertThatThrownBy(() -> ZoneText.of(".").ptr("localhost", "mx.example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost");
    }

    @Test
    void counts_addresses_and_pairs_upwards() {
        assertThat(added(zone -> zone.manyAddresses("many", 257)))
                .hasSize(257)
                .startsWith("many A 198.18.0.0")
                .endsWith("many A 198.18.1.0");
        assertThat(added(zone -> zone.pairs("hosts.example", 2)))
                .containsExactly(
                        "0.0.0.10.in-addr.arpa. PTR h0.hosts.example.",
                        "h0.hosts.example. A 10.0.0.0",
                        "1.0.0.10.in-addr.arpa. PTR h1.hosts.example.",
                        "h1.hosts.example. A 10.0.0.1");
    }

    @Test
    void delegates_with_glue() {
        assertThat(added(zone -> zone.delegate("sub.example.org", "127.0.0.54")))
                .containsExactly("sub.example.org. NS ns.sub.example.org.", "ns.sub.example.org. A 127.0.0.54");
    }

    /** The example of RFC 4034, section 5.4, with its SHA-256 digest from RFC 4509, section 2.3. */
    @Test
    void a_key_has_the_ds_record_of_the_rfcs_example() {
        ZoneKey key = new ZoneKey(
                "dskey.example.com.",
                256,
                5,
                "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd"
                        + "/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==");

        assertThat(key.ds())
                .isEqualTo("dskey.example.com. IN DS 60485 5 2"
                        + " D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A");
    }

    private static Stream<String> added(UnaryOperator<ZoneText> change) {
        ZoneText zone = ZoneText.of("example.org", "127.0.0.53");
        return change.apply(zone).text().substring(zone.text().length()).lines();
    }
}
