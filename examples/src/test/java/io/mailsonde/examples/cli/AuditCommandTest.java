package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditCommandTest {
    private final Network network = new Network();

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void checks_each_address_of_the_domains_mail_exchangers() {
        Ran ran = network.mailsonde("audit", "example.org");

        assertThat(ran.outcomes()).contains("dns.fcrdns 192.0.2.25 PASSED", "dns.fcrdns 2001:db8::25 PASSED");
        assertThat(ran.code()).isZero();
    }

    @Test
    void judges_exchangers_as_hosts_that_take_mail_in() {
        Ran ran = network.mailsonde("audit", "new.example.org", "--only", "dns.fcrdns");

        assertThat(ran.findings()).containsExactly("LOW dns.fcrdns/no-ptr");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void decides_nothing_of_a_domain_that_takes_no_mail() {
        Ran ran = network.mailsonde("audit", "silent.example.org", "--plan", "eleven");

        assertThat(ran.outcomes()).contains("dns.fcrdns silent.example.org SKIPPED");
        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("NOT_APPLICABLE");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void leaves_a_domain_that_does_not_exist_undecided() {
        Ran ran = network.mailsonde("audit", "nowhere.example.org");

        assertThat(ran.outcomes()).contains("dns.fcrdns nowhere.example.org INCONCLUSIVE");
        assertThat(ran.code()).isEqualTo(2);
    }
}
