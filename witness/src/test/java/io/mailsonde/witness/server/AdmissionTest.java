package io.mailsonde.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.dns.IpAddresses;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(Bounds.DEFAULT);

    private long entered(String addresses, int tries) {
        return IntStream.rangeClosed(1, tries)
                .filter(i -> admission.enter(IpAddresses.parse(addresses.formatted(i))))
                .count();
    }

    @Test
    void who_has_a_whole_ipv6_network_is_one_client() {
        assertThat(entered("2001:db8:0:1::%x", 600)).isEqualTo(Bounds.DEFAULT.perAddress());
        assertThat(entered("2001:db8:0:2::%x", 1)).isOne();

        admission.leave(IpAddresses.parse("2001:db8:0:1::7"));
        assertThat(entered("2001:db8:0:1::%x", 600)).isOne();
    }

    @Test
    void neighbours_of_ipv4_are_not() {
        assertThat(entered("192.0.2.%d", 200)).isEqualTo(200);
    }
}
