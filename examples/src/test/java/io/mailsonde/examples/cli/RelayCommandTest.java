package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code mailsonde check smtp.open-relay}, with a witness that lives as long as the command. */
class RelayCommandTest {
    private final ScriptedDns dns = ScriptedDns.start();
    private final ScriptedSmtp smtp = ScriptedSmtp.start();

    @AfterEach
    void close() {
        smtp.close();
        dns.close();
    }

    private String target() {
        return "127.0.0.1:" + smtp.address().getPort();
    }

    private Ran check(String target, String... more) {
        List<String> args = new ArrayList<>(List.of("check", "smtp.open-relay", target, "--format", "json", "--brief"));
        args.addAll(List.of(
                "--dns",
                IpAddresses.text(dns.address().getAddress(), dns.address().getPort())));
        args.addAll(List.of("--set", "dns.trust-anchors=none", "--limits", "lifted"));
        args.addAll(List.of(more));
        return Ran.mailsonde(args.toArray(String[]::new));
    }

    private static final String[] GRANTED = {"--scope", "127.0.0.0/8", "--consent", "deliver"};

    private static String[] with(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** A port that was free a moment ago. */
    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, IpAddresses.parse("127.0.0.1"))) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    @Test
    void proves_a_relay_by_its_own_witness_and_exits_1() throws IOException {
        InetSocketAddress witness = free();
        smtp.personality(Personalities.relayTo(witness));

        Ran ran = check(
                target(),
                with(GRANTED, "--witness", "127.0.0.1:" + witness.getPort(), "--witness-domain", "witness.example"));

        assertThat(ran.findings())
                .as(ran.err())
                .contains("CRITICAL smtp.open-relay/delivers-for-strangers", "INFO smtp.open-relay/inside-vantage");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void exits_0_for_a_closed_host_whose_domain_is_named() {
        smtp.personality(Personalities.closed("served.example"));

        Ran ran = check(
                target(),
                with(GRANTED, "--witness-domain", "witness.example", "--set", "smtp.served-domain=served.example"));

        assertThat(ran.outcomes()).as(ran.err()).containsExactly("smtp.open-relay " + target() + " PASSED");
        assertThat(ran.code()).isZero();
    }

    @Test
    void says_how_much_less_it_knows_without_a_domain_to_name() {
        smtp.personality(Personalities.closed("served.example"));

        Ran ran = check(target(), with(GRANTED, "--set", "smtp.served-domain=served.example"));

        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("NO_CONTROL");
        assertThat(ran.results().get(0).path("detail").asString()).contains(".invalid");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void touches_nothing_outside_the_scope_or_without_consent() {
        Ran nowhere = check(target());
        Ran unasked = check(target(), "--scope", "127.0.0.0/8");

        assertThat(nowhere.outcomes()).containsExactly("smtp.open-relay " + target() + " SKIPPED");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(unasked.results().get(0).path("reason").asString()).isEqualTo("NOT_CONSENTED");
        assertThat(smtp.total()).isZero();
    }

    @Test
    void a_name_stands_for_the_listeners_at_its_addresses() {
        smtp.personality(Personalities.closed("served.example"));
        dns.zone().a("mx.served.example", "127.0.0.1");

        Ran ran = check(
                "mx.served.example:" + smtp.address().getPort(),
                with(GRANTED, "--witness-domain", "witness.example", "--set", "smtp.served-domain=served.example"));

        assertThat(ran.outcomes())
                .as(ran.err())
                .containsExactly("smtp.open-relay mx.served.example (" + target() + ") PASSED");
    }

    @Test
    void a_witness_that_cannot_listen_is_wrong_use() {
        Ran ran = check(
                target(),
                with(
                        GRANTED,
                        "--witness",
                        "127.0.0.1:" + smtp.address().getPort(),
                        "--witness-domain",
                        "witness.example"));

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err())
                .contains("--witness: cannot listen on 127.0.0.1:"
                        + smtp.address().getPort());
    }
}
