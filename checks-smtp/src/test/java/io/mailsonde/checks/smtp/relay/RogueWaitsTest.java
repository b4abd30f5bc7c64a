package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that deceive and take messages, which the check waits for in vain: for all at once, so that the 20 s pass once. */
class RogueWaitsTest {
    private static final String VICTIM = "victim.example";
    private static final String EXCHANGED = "exchanged.example";
    private static final String BOUNCES = "bounces to our sender";

    private static final Map<String, Outcome> OUTCOMES = new ConcurrentHashMap<>();
    /** Whom a host that has taken a name was told to write to, by that name. */
    private static final Map<String, List<String>> WRITTEN = new ConcurrentHashMap<>();

    @BeforeAll
    static void look_at_all_of_them() throws Exception {
        ExecutorService looks = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Outcome>> all = List.of(
                    () -> OUTCOMES.put(VICTIM, named(VICTIM)),
                    () -> OUTCOMES.put(EXCHANGED, named(EXCHANGED)),
                    () -> OUTCOMES.put(BOUNCES, bouncing()));
            for (Future<Outcome> look : looks.invokeAll(all)) {
                Outcome unusedFormer = look.get();
            }
        } finally {
            looks.shutdownNow();
        }
    }

    @AfterAll
    static void forget() {
        OUTCOMES.clear();
        WRITTEN.clear();
    }

    private static EmbeddedWitness witness() {
        return EmbeddedWitness.builder("witness.example").start();
    }

    private static Outcome named(String name) throws Exception {
        try (ScriptedDns dns = ScriptedDns.start();
                ScriptedSmtp smtp = ScriptedSmtp.start();
                EmbeddedWitness witness = witness()) {
            dns.zone().a("victim.example", "192.0.2.7").mx("exchanged.example", 10, "victim.example");
            List<String> written = new CopyOnWriteArrayList<>();
            WRITTEN.put(name, written);
            smtp.personality(Personalities.openRelay(message -> {
                written.add(message.sender());
                written.addAll(message.recipients());
            }));
            smtp.at(Stage.GREETING).always(Effect.reply("220 " + name + " ESMTP"));
            return RogueLooks.look(dns, witness, smtp.address().getPort());
        }
    }

    private static Outcome bouncing() throws Exception {
        try (ScriptedDns dns = ScriptedDns.start();
                EmbeddedWitness witness = witness();
                Rogue host = RogueLooks.taking(
                        witness, "<.*@[a-z2-7]+\\.witness\\.example>", (talk, eyes, sender, recipient, message) -> {
                            talk.says("250 queued");
                            Rogue.brings(eyes, "<>", sender, "Subject: undeliverable\r\n\r\nno relaying");
                            return true;
                        })) {
            return RogueLooks.look(dns, witness, host.port());
        }
    }

    /** Whom it calls itself by has an address or an exchanger of its own, and is nobody whom we may write to. */
    @ParameterizedTest
    @ValueSource(strings = {VICTIM, EXCHANGED})
    void no_mail_goes_to_whose_name_the_host_takes(String name) {
        assertThat(WRITTEN.get(name)).isNotEmpty().noneMatch(address -> address.contains(name));
    }

    @Test
    void a_bounce_to_our_sender_is_no_delivery() {
        Expected.undecided(Reason.UNPROVEN, Expected.suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT))
                .check(OUTCOMES.get(BOUNCES));
    }
}
