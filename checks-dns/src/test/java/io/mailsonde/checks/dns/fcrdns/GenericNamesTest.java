package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericNamesTest {
    @ParameterizedTest
    @CsvSource({
        "192-0-2-25.pool.example.net,          192.0.2.25",
        "25.2.0.192.dyn.example.net,           192.0.2.25",
        "host-192-000-002-025.example.net,     192.0.2.25",
        "ip192_0_2_25.example.net,             192.0.2.25",
        "192000002025.example.net,             192.0.2.25",
        "c0000219.example.net,                 192.0.2.25",
        "0xc0000219.bb.example.net,            192.0.2.25",
        "dsl-2-25.example.net,                 192.0.2.25",
        "25-2.cust.example.net,                192.0.2.25",
        "2001-db8-0-0-1-2-3-4.v6.example.net,  2001:db8::1:2:3:4",
        "20010db8000000000001000200030004.example.net, 2001:db8::1:2:3:4",
        "4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.example.net, 2001:db8::1:2:3:4",
    })
    void a_name_that_spells_its_address_is_generic(String name, String address) {
        assertThat(GenericNames.spelling(name, IpAddresses.parse(address))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.org,                192.0.2.25",
        "mail25.example.org,            192.0.2.25",
        "mx2-25.example.org,            192.0.2.25",
        "static.example.org,            192.0.2.25",
        "pool-mail.example.org,         192.0.2.25",
        "dynamic-mail-1.example.org,    192.0.2.25",
        "smtp-192-0-2-251.example.org,  192.0.2.25",
        "a1192-0-2-25.example.org,      192.0.2.25",
        "mx1.example.org,               2001:db8::1",
        "0-0-0-1.example.org,           2001:db8::1",
    })
    void a_name_of_its_own_is_not(String name, String address) {
        assertThat(GenericNames.spelling(name, IpAddresses.parse(address))).isEmpty();
    }

    @Property
    void every_way_of_writing_an_address_out_is_recognised(@ForAll @Size(4) byte[] bytes) {
        InetAddress address = IpAddresses.ofBytes(bytes);
        String dashed = IpAddresses.text(address).replace('.', '-');

        assertThat(GenericNames.spelling("h-" + dashed + ".example.net", address))
                .isPresent();
    }

    @Property
    void never_throws(@ForAll String name, @ForAll @Size(16) byte[] bytes) {
        GenericNames.spelling(name, IpAddresses.ofBytes(bytes));
        GenericNames.spelling(name, IpAddresses.parse("192.0.2.1"));
    }
}
