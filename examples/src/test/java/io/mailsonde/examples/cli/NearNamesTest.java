package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
    private static final List<String> KNOWN =
            List.of("dns.fcrdns", "smtp.open-relay", "smtp.starttls", "proxy.open-http");

    @Test
    void finds_a_slip_of_the_finger() {
        assertThat(NearNames.of("dns.fcrnds", KNOWN)).containsExactly("dns.fcrdns");
    }

    @Test
    void finds_a_name_given_in_part_the_nearest_first() {
        assertThat(NearNames.of("open-relay", KNOWN)).containsExactly("smtp.open-relay", "proxy.open-http");
    }

    @Test
    void finds_nothing_far_off() {
        assertThat(NearNames.of("zzz", KNOWN)).isEmpty();
        assertThat(NearNames.of("", KNOWN)).isEmpty();
    }
}
