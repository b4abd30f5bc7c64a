package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailsondeExtension;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that deceive: neither a proof nor a refusal comes of what they only say. */
@ExtendWith(MailsondeExtension.class)
class RogueHostsTest {
    private final EmbeddedWitness witness =
            EmbeddedWitness.builder("witness.example").start();

    @AfterEach
    void close() {
        witness.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 no", "221 bye", "354 more", ""})
    void what_arrived_is_proved_whatever_was_answered(String answer, ScriptedDns dns) throws Exception {
        try (Rogue host = RogueLooks.taking(
                witness, "<[a-z2-7]+@witness\\.example>", (talk, eyes, sender, recipient, message) -> {
                    Rogue.brings(eyes, sender, recipient, "Received: from us by them\r\n" + message);
                    if (answer.isEmpty()) {
                        return false;
                    }
                    talk.says(answer);
                    return true;
                })) {
            Expected.fails(Expected.proved(OpenRelay.DELIVERS_FOR_STRANGERS))
                    .check(RogueLooks.look(dns, witness, host.port()));
        }
    }

    /** The run's time is not the host's to spend: what the witness has seen until then is proof. */
    @Test
    void what_arrived_is_proved_though_the_host_never_answers_in_time(ScriptedDns dns) throws Exception {
        CountDownLatch through = new CountDownLatch(1);
        try (Rogue host = RogueLooks.taking(
                witness, "<[a-z2-7]+@witness\\.example>", (talk, eyes, sender, recipient, message) -> {
                    Rogue.brings(eyes, sender, recipient, "Received: from us by them\r\n" + message);
                    try {
                        return through.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                })) {
            Outcome outcome = RogueLooks.look(dns, witness, host.port(), Duration.ofSeconds(6));
            through.countDown();

            Expected.fails(Expected.proved(OpenRelay.DELIVERS_FOR_STRANGERS)).check(outcome);
        }
    }

    @Test
    void a_host_that_answers_the_header_of_a_proxy_as_a_command_trusts_none(ScriptedDns dns) throws Exception {
        try (Rogue host = new Rogue((talk, connection) -> {
            if (connection == 1) {
                return; // it had no time for us
            }
            talk.says("220 slow.example");
            String before = talk.hears();
            while (!before.equals("QUIT")) {
                // each answer takes one more command to come, as over a long way
                String next = talk.hears();
                talk.says(
                        before.startsWith("PROXY")
                                ? "502 5.5.2 command not recognized"
                                : before.startsWith("RCPT") ? "550 5.7.1 no relaying" : "250 slow.example");
                before = next;
            }
        })) {
            Outcome came = RogueLooks.look(dns, witness, host.port());

            Expected.undecided(Reason.CONNECTION_CLOSED).check(came);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"220-slow", "220-slow\r\n", "220-slow\r\n220-"})
    void who_began_to_greet_waits_for_no_header(String greeting, ScriptedDns dns) throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Rogue host = new Rogue((talk, connection) -> {
            talk.says(greeting, "");
            if (connection > 1) {
                heard.add(talk.hears());
            }
        })) {
            Expected.undecided(Reason.CONNECTION_CLOSED).check(RogueLooks.look(dns, witness, host.port()));
        }

        assertThat(heard).isEmpty();
    }

    @Test
    void answers_that_come_one_command_late_are_no_refusals(ScriptedDns dns) throws Exception {
        try (Rogue host = new Rogue((talk, connection) -> {
            talk.says("220 twice.example");
            String hello = talk.hears();
            talk.says("250 twice.example");
            // and again, but later; it takes no recipient at all
            for (String before = hello, next = talk.hears(); !before.equals("QUIT"); next = talk.hears()) {
                talk.says(
                        before.startsWith("RCPT")
                                ? "550 5.7.1 go away"
                                : before.startsWith("DATA") ? "503 5.5.1 no recipients" : "250 twice.example");
                before = next;
            }
        })) {
            Expected.undecided(Reason.PROTOCOL_VIOLATION).check(RogueLooks.look(dns, witness, host.port()));
        }
    }

    @Test
    void a_login_is_taken_by_235_alone(ScriptedDns dns, ScriptedSmtp smtp) throws Exception {
        smtp.personality(Personalities.closed("served.example")).withTls(TestCertificates.serverContext());
        smtp.at(Stage.EHLO).always(Effect.reply("250-mx.example", "250-STARTTLS", "250 AUTH PLAIN"));
        smtp.at(Stage.AUTH).always(Effect.reply("250 whatever you say"));

        assertThat(RogueLooks.look(dns, witness, smtp.address().getPort())).isInstanceOf(Outcome.Passed.class);
    }
}
