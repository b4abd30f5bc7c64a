package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.check.Observations;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.Zone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private final Network network = new Network();

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void exits_0_where_the_check_passes() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.GOOD);

        assertThat(ran.outcomes()).containsExactly("dns.fcrdns 192.0.2.25 PASSED");
        assertThat(ran.json().path("verdict").asString()).isEqualTo("PASSED");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void exits_1_where_it_fails() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.NAMELESS);

        assertThat(ran.findings()).containsExactly("HIGH dns.fcrdns/no-ptr");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void exits_2_where_it_cannot_be_decided() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.DARK);

        assertThat(ran.outcomes()).containsExactly("dns.fcrdns 192.0.2.32 INCONCLUSIVE");
        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("DNS_SERVER_FAILURE");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void exits_by_the_severity_that_it_was_told() {
        assertThat(network.mailsonde("check", "dns.fcrdns", Network.CUSTOMER).findings())
                .containsExactly("LOW dns.fcrdns/generic-ptr");
        assertThat(network.mailsonde("check", "dns.fcrdns", Network.CUSTOMER).code())
                .isEqualTo(1);
        assertThat(network.mailsonde("check", "dns.fcrdns", Network.CUSTOMER, "--fail-on", "medium")
                        .code())
                .isZero();
        assertThat(network.mailsonde("check", "dns.fcrdns", Network.NAMELESS, "--fail-on", "CRITICAL")
                        .code())
                .isZero();
    }

    @Test
    void gives_one_result_for_each_address_of_a_host_name() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", "mx.example.org");

        assertThat(ran.outcomes()).containsExactly("dns.fcrdns 192.0.2.25 PASSED", "dns.fcrdns 2001:db8::25 PASSED");
        assertThat(ran.code()).isZero();
    }

    @Test
    void leaves_a_name_that_does_not_resolve_undecided() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", "nowhere.example.org");

        assertThat(ran.outcomes()).containsExactly("dns.fcrdns nowhere.example.org INCONCLUSIVE");
        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("NAME_NOT_FOUND");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void judges_a_host_that_only_takes_mail_in_less_hard() {
        Ran address = network.mailsonde("check", "dns.fcrdns", Network.NAMELESS, "--set", "dns.fcrdns.role=inbound");
        Ran name = network.mailsonde("check", "dns.fcrdns", "new.example.org", "--set", "dns.fcrdns.role=INBOUND");

        assertThat(address.findings()).containsExactly("LOW dns.fcrdns/no-ptr");
        assertThat(name.findings()).containsExactly("LOW dns.fcrdns/no-ptr");
    }

    @Test
    void ends_within_the_time_that_it_was_given() {
        network.dns.on(Zone.reverse(Network.GOOD), RrType.ANY).always(Fault.SILENCE);

        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.GOOD, "--within", "300ms");

        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("DEADLINE_PASSED");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void prints_text_for_people_by_default() {
        Ran ran = Ran.mailsonde(network.with(new String[] {"check", "dns.fcrdns", Network.NAMELESS}));

        assertThat(ran.out())
                .startsWith("Mailsonde report on 192.0.2.30\n")
                .contains("HIGH (confirmed) dns.fcrdns/no-ptr: ")
                .endsWith("Verdict: FAILED (1 failed, 0 inconclusive, 0 passed, 0 skipped)\n")
                .doesNotContain("\u001B", "===");
    }

    @Test
    void shows_evidence_and_colour_on_request() {
        Ran ran = Ran.mailsonde(
                network.with(new String[] {"check", "dns.fcrdns", Network.NAMELESS}, "--evidence", "--colour"));

        assertThat(ran.out()).contains("\u001B[31mFAILED\u001B[0m", " -> 30.2.0.192.in-addr.arpa PTR", "<-  NXDOMAIN");
    }

    @Test
    void writes_a_report_that_can_be_judged_again_unless_it_is_brief() {
        Ran whole = network.mailsonde("check", "dns.fcrdns", Network.GOOD);
        Ran brief = network.mailsonde("check", "dns.fcrdns", Network.GOOD, "--brief");

        Report again = Plan.of(Fcrdns.check()).judge(Observations.fromJson(whole.out()));
        assertThat(again.results().get(0).outcome().getClass().getSimpleName()).isEqualTo("Passed");
        assertThat(brief.json().has("sightings")).isFalse();
        assertThat(brief.results().get(0).has("evidence")).isFalse();
        assertThat(brief.results().get(0).at("/observation/dns.reverse").isMissingNode())
                .isFalse();
    }

    @Test
    void keeps_progress_off_standard_output() {
        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.GOOD, "-v");

        assertThat(ran.json().path("version").asInt()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "mailsonde: looking: dns.reverse of 192.0.2.25\n",
                        "mailsonde: judged: dns.fcrdns of 192.0.2.25: passed\n");
    }

    @Test
    void takes_trust_anchors_from_a_file(@TempDir Path folder) throws IOException {
        Path anchors = folder.resolve("anchors");
        Files.writeString(
                anchors,
                "; of a root of our own\n. IN DS 20326 8 2 "
                        + "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n");

        Ran ran = Ran.mailsonde(
                "check",
                "dns.fcrdns",
                Network.GOOD,
                "--format=json",
                "--dns=" + network.resolver(),
                "--set=dns.trust-anchors=" + anchors);

        assertThat(ran.outcomes()).hasSize(1);
    }

    @Test
    void takes_all_options_that_say_who_we_are() {
        Ran ran = network.mailsonde(
                "check",
                "dns.fcrdns",
                Network.GOOD,
                "--helo=probe.example.net",
                "--contact=security@example.net",
                "--source=127.0.0.1",
                "--source=::1",
                "--consent=connect,NAME",
                "--consent=all",
                "--limits=lifted",
                "--smtp-port=2525");

        assertThat(ran.code()).isZero();
        assertThat(ran.json().path("granted")).hasSize(5);
    }
}
