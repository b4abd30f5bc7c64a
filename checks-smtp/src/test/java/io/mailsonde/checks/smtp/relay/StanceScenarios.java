package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.checks.smtp.relay.Expected.fails;
import static io.mailsonde.checks.smtp.relay.Expected.firm;
import static io.mailsonde.checks.smtp.relay.Expected.passes;
import static io.mailsonde.checks.smtp.relay.Expected.proved;
import static io.mailsonde.checks.smtp.relay.Expected.skipped;
import static io.mailsonde.checks.smtp.relay.Expected.suspected;
import static io.mailsonde.checks.smtp.relay.Expected.undecided;
import static io.mailsonde.checks.smtp.relay.RelayScenarios.SERVED;
import static io.mailsonde.checks.smtp.relay.Stance.BACKUP;

import io.mailsonde.Reason;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Loopholes;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.Personality;
import io.mailsonde.testkit.smtp.Reply;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Scenarios in which it matters what we may do, where we stand and who listens, or which one form opens the host. */
final class StanceScenarios {
    /** Of the scenarios whose sessions a test looks at. */
    static final String ANY_LOGIN = "takes any login and relays after it";

    static final String LOGINS_NOT_ALLOWED = "takes any login, and none may be tried";
    static final String LOGIN_REFUSED = "knows no password";
    static final String LOGIN_IN_THE_CLEAR = "takes any login, but only in the clear, where we tell no password";
    static final String UTF8 = "relays international mail alone";
    static final String UTF8_NOT_OFFERED = "would relay international mail, and does not offer it";
    static final String UTF8_INSIDE_TLS = "relays international mail alone, offered inside TLS only";
    static final String BACKUP_ALONE = "relays to the domain that names it as an exchanger alone";
    static final String BACKUP_REFUSED = "refuses the domain that names it as an exchanger";
    static final String BACKUP_UNKNOWN = "relays to a domain that nobody told us of";
    static final String CLOSED_V6 = "closed, at ::1";
    static final String PERCENT_V6 = "honours the percent hack alone, at ::1";

    private StanceScenarios() {}

    private static Scenario row(String name, Stance stance, BiConsumer<ScriptedSmtp, Beyond> host, Expected expected) {
        return new Scenario(name, stance, host, expected);
    }

    private static void closed(ScriptedSmtp smtp, Beyond beyond) {
        smtp.personality(Personalities.closed(SERVED));
    }

    private static BiConsumer<ScriptedSmtp, Beyond> relaying(Personality personality) {
        return (smtp, beyond) -> smtp.personality(personality.relayingTo(beyond.witness()));
    }

    private static BiConsumer<ScriptedSmtp, Beyond> withTls(Personality personality) {
        return (smtp, beyond) ->
                smtp.personality(personality.relayingTo(beyond.witness())).withTls(TestCertificates.serverContext());
    }

    static List<Scenario> all() {
        return List.of(
                // a login that nobody has
                row(
                        ANY_LOGIN,
                        Stance.LOGGING_IN,
                        withTls(Loopholes.anyLogin(SERVED)),
                        fails(proved(OpenRelay.RELAYS_AFTER_ANY_LOGIN))),
                row(LOGINS_NOT_ALLOWED, Stance.DELIVERING, withTls(Loopholes.anyLogin(SERVED)), passes()),
                row(LOGIN_REFUSED, Stance.LOGGING_IN, withTls(login("535 5.7.8 Authentication failed")), passes()),
                row(
                        "takes any login, and relays for nobody all the same",
                        Stance.LOGGING_IN,
                        withTls(Loopholes.anyLogin(SERVED).with(Personalities.closed(SERVED))),
                        undecided(Reason.UNPROVEN, suspected(OpenRelay.RELAYS_AFTER_ANY_LOGIN))),
                row(
                        "cannot verify logins for now",
                        Stance.LOGGING_IN,
                        withTls(login("454 4.7.0 Temporary authentication failure")),
                        undecided(Reason.TEMPORARILY_REFUSED)),
                row(LOGIN_IN_THE_CLEAR, Stance.LOGGING_IN, relaying(Loopholes.anyLogin(SERVED)), passes()),
                // international mail
                row(
                        UTF8,
                        Stance.DELIVERING,
                        relaying(Loopholes.internationalMail(SERVED)),
                        fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS))),
                row(
                        UTF8_NOT_OFFERED,
                        Stance.DELIVERING,
                        (smtp, beyond) -> {
                            relaying(Loopholes.internationalMail(SERVED)).accept(smtp, beyond);
                            smtp.at(Stage.EHLO).always(Effect.reply("250-mx.example.org", "250-8BITMIME", "250 DSN"));
                        },
                        passes()),
                row(
                        UTF8_INSIDE_TLS,
                        Stance.DELIVERING,
                        withTls(Loopholes.internationalMail(SERVED)
                                .with(Personalities.tlsRequired())
                                .with(offeringTlsAlone())),
                        fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS))),
                row(
                        "takes XCLIENT from anybody, inside TLS only",
                        Stance.DELIVERING,
                        withTls(Personalities.trustsXclient(SERVED, "127.0.0.1").with(xclientInsideTlsAlone())),
                        fails(proved(OpenRelay.XCLIENT_OPEN))),
                // for whom it is the backup
                row(
                        BACKUP_ALONE,
                        Stance.BACKED_UP,
                        relaying(Loopholes.backupFor(SERVED, BACKUP)),
                        fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS))),
                row(BACKUP_REFUSED, Stance.BACKED_UP, StanceScenarios::closed, passes()),
                row(
                        "takes mail for the domain that names it as an exchanger, and keeps it",
                        Stance.BACKED_UP,
                        (smtp, beyond) -> smtp.personality(Loopholes.backupFor(SERVED, BACKUP)),
                        undecided(Reason.UNPROVEN, suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT))),
                row(BACKUP_UNKNOWN, Stance.DELIVERING, relaying(Loopholes.backupFor(SERVED, BACKUP)), passes()),
                // whose sender is believed, and where it leaves
                row(
                        "relays for senders of its own domain",
                        Stance.DELIVERING,
                        relaying(Loopholes.forgedSender(SERVED)),
                        fails(proved(OpenRelay.TRUSTS_FORGED_LOCAL_SENDER))),
                row(
                        "relays by way of another host",
                        Stance.DELIVERING,
                        (smtp, beyond) -> smtp.personality(Personalities.relayTo(beyond.smarthost())),
                        fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS), firm(OpenRelay.RELAYS_THROUGH_ANOTHER_HOST))),
                // without a witness, or without messages
                row(
                        "takes a message for our own domain, and nobody sees it arrive",
                        Stance.UNWITNESSED,
                        (smtp, beyond) -> smtp.personality(Loopholes.backupFor(SERVED, "probe.example")),
                        fails(firm(OpenRelay.ACCEPTS_MESSAGE_FOR_STRANGERS))),
                row("closed, without a witness", Stance.UNWITNESSED, StanceScenarios::closed, passes()),
                row(
                        "takes a foreign recipient, and nothing may be sent",
                        Stance.NAMING,
                        relaying(Loopholes.backupFor(SERVED, "witness.example")),
                        undecided(Reason.UNPROVEN, suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT))),
                row("closed, and nothing may be sent", Stance.NAMING, StanceScenarios::closed, passes()),
                // near it
                row(
                        "closed, in our own network",
                        Stance.NEARBY,
                        StanceScenarios::closed,
                        passes(firm(OpenRelay.INSIDE_VANTAGE))),
                // of IPv6
                row(CLOSED_V6, Stance.IPV6, StanceScenarios::closed, passes(firm(OpenRelay.INSIDE_VANTAGE))),
                row(
                        PERCENT_V6,
                        Stance.IPV6,
                        relaying(Personalities.percentHackOnly(SERVED)),
                        fails(proved(OpenRelay.DELIVERS_FOR_STRANGERS), firm(OpenRelay.INSIDE_VANTAGE))),
                row(
                        "takes XCLIENT from anybody, at ::1",
                        Stance.IPV6,
                        relaying(Personalities.trustsXclient(SERVED, "::1")),
                        fails(proved(OpenRelay.XCLIENT_OPEN), firm(OpenRelay.INSIDE_VANTAGE))),
                row(
                        "takes a PROXY header from anybody, at ::1",
                        Stance.IPV6,
                        relaying(Personalities.requiresProxyHeader(SERVED, "::1", "0:0:0:0:0:0:0:1")),
                        fails(proved(OpenRelay.PROXY_HEADER_TRUSTED), firm(OpenRelay.INSIDE_VANTAGE))),
                // what is not ours to ask
                row(
                        "relays, and we may name nobody",
                        Stance.CONNECTING,
                        (smtp, beyond) -> smtp.personality(Personalities.relayTo(beyond.witness())),
                        skipped(Reason.NOT_CONSENTED)),
                row(
                        "relays, and is not ours",
                        Stance.OUT_OF_SCOPE,
                        (smtp, beyond) -> smtp.personality(Personalities.relayTo(beyond.witness())),
                        skipped(Reason.OUT_OF_SCOPE)));
    }

    private static Personality login(String answer) {
        return Loopholes.anyLogin(SERVED).with(Personalities.saying(Stage.AUTH, answer));
    }

    private static Personality xclientInsideTlsAlone() {
        return offeringTlsAlone()
                .with(Personality.judging(
                        "no XCLIENT in the clear",
                        (stage, visit) -> stage == Stage.XCLIENT && !visit.secure()
                                ? Optional.of(Reply.of("502 5.5.1 Error: command not implemented"))
                                : Optional.empty()));
    }

    /** Tells what it can only inside TLS. */
    private static Personality offeringTlsAlone() {
        return Personality.judging(
                "offers TLS alone in the clear",
                (stage, visit) -> stage == Stage.EHLO && !visit.secure()
                        ? Optional.of(Reply.of("250-mx.example.org", "250 STARTTLS"))
                        : Optional.empty());
    }
}
