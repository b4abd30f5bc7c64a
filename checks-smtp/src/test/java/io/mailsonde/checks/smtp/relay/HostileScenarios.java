package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.checks.smtp.relay.Expected.fails;
import static io.mailsonde.checks.smtp.relay.Expected.passes;
import static io.mailsonde.checks.smtp.relay.Expected.proved;
import static io.mailsonde.checks.smtp.relay.Expected.undecided;
import static io.mailsonde.checks.smtp.relay.RelayScenarios.SERVED;

import io.mailsonde.Reason;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Fault;
import io.mailsonde.testkit.smtp.Loopholes;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.Personality;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Hosts that end the connection at any step, and hosts that say something before it is asked for. */
final class HostileScenarios {
    /** Of the scenarios whose sessions a test looks at. */
    static final String RELAYS_AND_INJECTS = "relays inside TLS, and says before it that it does not";

    static final String CLOSED_AND_INJECTS = "closed, and says before TLS that it takes everything";
    static final String LOGIN_AND_INJECTS = "knows no password, and says before TLS that it does";

    private HostileScenarios() {}

    static List<Scenario> all() {
        List<Scenario> rows = new ArrayList<>();
        for (Fault end : List.of(Fault.RESET, Fault.CLOSE)) {
            // those that reset at these are among the usual scenarios
            if (end == Fault.CLOSE) {
                for (Stage stage : List.of(Stage.GREETING, Stage.EHLO, Stage.MAIL, Stage.RCPT)) {
                    rows.add(ends(end, stage, Stance.DELIVERING, Personalities.closed(SERVED)));
                }
            }
            rows.add(ends(end, Stage.CONNECT, Stance.DELIVERING, Personalities.closed(SERVED)));
            rows.add(ends(end, Stage.DATA, Stance.DELIVERING, Personalities.acceptsEverything()));
            rows.add(ends(end, Stage.MESSAGE, Stance.DELIVERING, Personalities.acceptsEverything()));
            rows.add(ends(end, Stage.RSET, Stance.DELIVERING, Personalities.closed(SERVED)));
            rows.add(ends(end, Stage.STARTTLS, Stance.DELIVERING, Personalities.closed(SERVED)));
            rows.add(ends(end, Stage.AFTER_TLS, Stance.DELIVERING, Personalities.closed(SERVED)));
            rows.add(ends(end, Stage.AUTH, Stance.LOGGING_IN, Loopholes.anyLogin(SERVED)));
            rows.add(ends(end, Stage.XCLIENT, Stance.DELIVERING, Personalities.trustsXclient(SERVED, "127.0.0.1")));
        }
        // the octets after the 220 of STARTTLS come from whoever is on the way, and answer nothing that is asked inside
        // TLS
        rows.add(new Scenario(
                RELAYS_AND_INJECTS,
                Stance.DELIVERING,
                injecting(
                        "250 mx.example.org\r\n250 2.1.0 Ok\r\n550 5.7.1 no relaying",
                        Personalities.openInsideTlsOnly(SERVED)),
                fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS))));
        rows.add(new Scenario(
                CLOSED_AND_INJECTS,
                Stance.DELIVERING,
                injecting(
                        "250 mx.example.org\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n354 go\r\n250 2.0.0 queued",
                        Personalities.closed(SERVED)),
                passes()));
        rows.add(new Scenario(
                LOGIN_AND_INJECTS,
                Stance.LOGGING_IN,
                injecting(
                        "250-mx.example.org\r\n250 AUTH PLAIN\r\n235 2.7.0 welcome\r\n250 2.1.0 Ok\r\n250 2.1.5 Ok",
                        Loopholes.anyLogin(SERVED).with(Personalities.saying(Stage.AUTH, "535 5.7.8 no"))),
                passes()));
        return rows;
    }

    private static Scenario ends(Fault how, Stage stage, Stance stance, Personality personality) {
        return new Scenario(
                "Fault " + how + " at " + stage,
                stance,
                (smtp, beyond) -> {
                    inTls(smtp, personality);
                    smtp.at(stage).always(how);
                },
                undecided(Reason.CONNECTION_CLOSED));
    }

    private static BiConsumer<ScriptedSmtp, Beyond> injecting(String octets, Personality personality) {
        return (smtp, beyond) -> {
            inTls(smtp, personality.relayingTo(beyond.witness()));
            smtp.at(Stage.STARTTLS).always(new Effect.Unsolicited(octets));
        };
    }

    private static void inTls(ScriptedSmtp smtp, Personality personality) {
        smtp.personality(personality).withTls(TestCertificates.serverContext());
    }
}
