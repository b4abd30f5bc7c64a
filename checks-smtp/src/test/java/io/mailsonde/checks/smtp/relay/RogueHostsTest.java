package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailsondeExtension;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.net.InetSocketAddress;
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

    private Outcome look(ScriptedDns dns, int port) throws InterruptedException {
        return look(dns, port, Duration.ofMinutes(1));
    }

    private Outcome look(ScriptedDns dns, int port, Duration within) throws InterruptedException {
        Scope scope = Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER, Consent.CREDENTIALS);
        try (Auditor auditor = Auditor.builder(scope)
                .dnsServers(dns.address())
                .limits(Limits.lifted())
                .identity(
                        Identity.of("probe.example", "postmaster@probe.example").from(IpAddresses.parse("127.0.9.1")))
                .witness(witness)
                .build()) {
            return auditor.run(OpenRelay.check(), MailHost.of("127.0.0.1", port).serving("served.example"))
                    .within(within)
                    .await()
                    .results()
                    .get(0)
                    .outcome();
        }
    }

    /** Takes mail for its postmaster, and messages of one kind of sender, which it does something with. */
    private Rogue taking(String senders, After after) throws IOException {
        return new Rogue((talk, connection) -> {
            talk.says("220 rogue.example");
            String sender = "";
            String recipient = "";
            for (String line = talk.hears(); !line.equals("QUIT"); line = talk.hears()) {
                if (line.startsWith("MAIL FROM:")) {
                    sender = line.substring(10);
                    talk.says("250 ok");
                } else if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring(8);
                    boolean taken = recipient.equals("<postmaster@served.example>")
                            || (sender.matches(senders) && recipient.matches("<[a-z2-7]+@witness\\.example>"));
                    talk.says(taken ? "250 ok" : "550 5.7.1 no relaying");
                } else if (line.equals("DATA")) {
                    talk.says("354 go");
                    StringBuilder message = new StringBuilder();
                    for (String text = talk.hears(); !text.equals("."); text = talk.hears()) {
                        message.append(text).append("\r\n");
                    }
                    if (!after.taken(talk, witness.smtp().get(0), sender, recipient, message.toString())) {
                        return;
                    }
                } else {
                    talk.says("250 rogue.example");
                }
            }
        });
    }

    private interface After {
        /** Whether the session goes on. */
        boolean taken(Rogue.Talk talk, InetSocketAddress witness, String sender, String recipient, String message)
                throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.7.1 no", "221 bye", "354 more", ""})
    void what_arrived_is_proved_whatever_was_answered(String answer, ScriptedDns dns) throws Exception {
        try (Rogue host = taking("<[a-z2-7]+@witness\\.example>", (talk, eyes, sender, recipient, message) -> {
            Rogue.brings(eyes, sender, recipient, "Received: from us by them\r\n" + message);
            if (answer.isEmpty()) {
                return false;
            }
            talk.says(answer);
            return true;
        })) {
            Expected.fails(Expected.proved(OpenRelay.DELIVERS_FOR_STRANGERS)).check(look(dns, host.port()));
        }
    }

    /** The run's time is not the host's to spend: what the witness has seen until then is proof. */
    @Test
    void what_arrived_is_proved_though_the_host_never_answers_in_time(ScriptedDns dns) throws Exception {
        CountDownLatch through = new CountDownLatch(1);
        try (Rogue host = taking("<[a-z2-7]+@witness\\.example>", (talk, eyes, sender, recipient, message) -> {
            Rogue.brings(eyes, sender, recipient, "Received: from us by them\r\n" + message);
            try {
                return through.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })) {
            Outcome outcome = look(dns, host.port(), Duration.ofSeconds(6));
            through.countDown();

            Expected.fails(Expected.proved(OpenRelay.DELIVERS_FOR_STRANGERS)).check(outcome);
        }
    }

    /** Whom it calls itself by has an address or an exchanger of its own, and is nobody whom we may write to. */
    @ParameterizedTest
    @ValueSource(strings = {"victim.example", "exchanged.example"})
    void no_mail_goes_to_whose_name_the_host_takes(String name, ScriptedDns dns, ScriptedSmtp smtp) throws Exception {
        dns.zone().a("victim.example", "192.0.2.7").mx("exchanged.example", 10, "victim.example");
        List<String> written = new CopyOnWriteArrayList<>();
        smtp.personality(Personalities.openRelay(message -> {
            written.add(message.sender());
            written.addAll(message.recipients());
        }));
        smtp.at(Stage.GREETING).always(Effect.reply("220 " + name + " ESMTP"));

        Outcome unusedOutcome = look(dns, smtp.address().getPort());

        assertThat(written).isNotEmpty().noneMatch(address -> address.contains(name));
    }

    @Test
    void a_bounce_to_our_sender_is_no_delivery(ScriptedDns dns) throws Exception {
        try (Rogue host = taking("<.*@[a-z2-7]+\\.witness\\.example>", (talk, eyes, sender, recipient, message) -> {
            talk.says("250 queued");
            Rogue.brings(eyes, "<>", sender, "Subject: undeliverable\r\n\r\nno relaying");
            return true;
        })) {
            Expected.undecided(Reason.UNPROVEN, Expected.suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT))
                    .check(look(dns, host.port()));
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
            Outcome came = look(dns, host.port());

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
            Expected.undecided(Reason.CONNECTION_CLOSED).check(look(dns, host.port()));
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
            Expected.undecided(Reason.PROTOCOL_VIOLATION).check(look(dns, host.port()));
        }
    }

    @Test
    void a_login_is_taken_by_235_alone(ScriptedDns dns, ScriptedSmtp smtp) throws Exception {
        smtp.personality(Personalities.closed("served.example")).withTls(TestCertificates.serverContext());
        smtp.at(Stage.EHLO).always(Effect.reply("250-mx.example", "250-STARTTLS", "250 AUTH PLAIN"));
        smtp.at(Stage.AUTH).always(Effect.reply("250 whatever you say"));

        assertThat(look(dns, smtp.address().getPort())).isInstanceOf(Outcome.Passed.class);
    }
}
