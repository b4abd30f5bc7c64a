package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void shows_what_a_report_looks_like_and_exits_as_it_found() {
        Ran ran = Ran.mailsonde("demo", "--format", "json");

        assertThat(ran.outcomes())
                .containsExactly(
                        "dns.fcrdns 192.0.2.25 PASSED",
                        "dns.fcrdns 2001:db8::25 PASSED",
                        "dns.fcrdns 192.0.2.129 PASSED",
                        "dns.fcrdns 192.0.2.30 FAILED",
                        "dns.fcrdns 192.0.2.31 FAILED",
                        "dns.fcrdns 192.0.2.32 FAILED",
                        "dns.fcrdns 192.0.2.33 INCONCLUSIVE",
                        "smtp.open-relay 127.0.0.25:2525 PASSED",
                        "smtp.open-relay 127.0.0.26:2525 FAILED");
        assertThat(ran.findings())
                .containsExactly(
                        "HIGH dns.fcrdns/no-ptr",
                        "HIGH dns.fcrdns/ptr-does-not-confirm",
                        "LOW dns.fcrdns/generic-ptr",
                        "INFO smtp.open-relay/inside-vantage",
                        "CRITICAL smtp.open-relay/delivers-for-strangers",
                        "INFO smtp.open-relay/inside-vantage");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void says_in_its_help_what_its_exit_code_means() {
        Ran ran = Ran.mailsonde("demo", "--help");

        assertThat(ran.out()).contains("the exit code is that of what was found");
        assertThat(ran.code()).isZero();
    }
}
