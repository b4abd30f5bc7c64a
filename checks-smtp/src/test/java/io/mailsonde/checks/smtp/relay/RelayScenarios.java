package io.mailsonde.checks.smtp.relay;

import io.mailsonde.FindingType;
import io.mailsonde.Reason;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Fault;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The scenario table of the check. */
final class RelayScenarios {
    static final String SERVED = "served.example";

    private RelayScenarios() {}

    /** Every scenario. */
    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(ofStrangers());
        all.addAll(StanceScenarios.all());
        all.addAll(HostileScenarios.all());
        return all;
    }

    private static Scenario passes(String name, BiConsumer<ScriptedSmtp, Beyond> host) {
        return new Scenario(name, Stance.DELIVERING, host, Expected.passes());
    }

    private static Scenario fails(String name, BiConsumer<ScriptedSmtp, Beyond> host, FindingType<?> type) {
        return new Scenario(name, Stance.DELIVERING, host, Expected.fails(Expected.proved(type)));
    }

    private static Scenario undecided(String name, Reason reason, BiConsumer<ScriptedSmtp, Beyond> host) {
        return new Scenario(name, Stance.DELIVERING, host, Expected.undecided(reason));
    }

    private static Scenario suspected(String name, BiConsumer<ScriptedSmtp, Beyond> host, FindingType<?> type) {
        return new Scenario(
                name, Stance.DELIVERING, host, Expected.undecided(Reason.UNPROVEN, Expected.suspected(type)));
    }

    private static Scenario faulty(Reason reason, Stage stage, Effect effect) {
        return undecided(effect.getClass().getSimpleName() + " " + effect + " at " + stage, reason, (smtp, witness) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(stage).always(effect);
        });
    }

    /** Hosts that are looked at the usual way: with messages, and a witness. */
    private static List<Scenario> ofStrangers() {
        List<Scenario> rows = new ArrayList<>();
        rows.add(passes("closed", (smtp, beyond) -> smtp.personality(Personalities.closed(SERVED))));
        rows.add(passes(
                "closed, with TLS",
                (smtp, beyond) ->
                        smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext())));
        rows.add(passes(
                "takes every local part of its own domain",
                (smtp, beyond) -> smtp.personality(Personalities.catchAll(SERVED))));
        rows.add(passes(
                "refuses at DATA",
                (smtp, beyond) ->
                        smtp.personality(Personalities.acceptsEverything().with(Personalities.refusesAtData()))));
        rows.add(passes(
                "refuses at the end of the data",
                (smtp, beyond) ->
                        smtp.personality(Personalities.acceptsEverything().with(Personalities.refusesAtEndOfData()))));
        rows.add(passes(
                "hangs up after a few address literals",
                (smtp, beyond) ->
                        smtp.personality(Personalities.closed(SERVED).with(Personalities.closesAfterLiterals(3)))));
        rows.add(fails(
                "relays",
                (smtp, beyond) -> smtp.personality(Personalities.relayTo(beyond.witness())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays and knows HELO only",
                (smtp, beyond) ->
                        smtp.personality(Personalities.relayTo(beyond.witness()).with(Personalities.heloOnly())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays with 530 in its texts",
                (smtp, beyond) -> smtp.personality(
                        Personalities.relayTo(beyond.witness()).with(Personalities.queueIdContaining530())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays inside TLS only",
                (smtp, beyond) -> smtp.personality(
                                Personalities.openInsideTlsOnly(SERVED).relayingTo(beyond.witness()))
                        .withTls(TestCertificates.serverContext()),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays, and wants TLS first",
                (smtp, beyond) -> smtp.personality(
                                Personalities.relayTo(beyond.witness()).with(Personalities.tlsRequired()))
                        .withTls(TestCertificates.serverContext()),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "relays what is asked for twice",
                (smtp, beyond) ->
                        smtp.personality(Personalities.relayTo(beyond.witness()).with(Personalities.greylisting(1))),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "honours the percent hack alone",
                (smtp, beyond) ->
                        smtp.personality(Personalities.percentHackOnly(SERVED).relayingTo(beyond.witness())),
                OpenRelay.DELIVERS_FOR_STRANGERS));
        rows.add(fails(
                "takes XCLIENT from anybody",
                (smtp, beyond) -> smtp.personality(
                        Personalities.trustsXclient(SERVED, "127.0.0.1").relayingTo(beyond.witness())),
                OpenRelay.XCLIENT_OPEN));
        rows.add(fails(
                "takes a PROXY header from anybody",
                (smtp, beyond) -> smtp.personality(
                        Personalities.requiresProxyHeader(SERVED, "127.0.0.1").relayingTo(beyond.witness())),
                OpenRelay.PROXY_HEADER_TRUSTED));
        rows.add(suspected(
                "takes everything and delivers nothing",
                (smtp, beyond) -> smtp.personality(Personalities.acceptsEverything()),
                OpenRelay.ACCEPTS_EVERY_RECIPIENT));
        rows.add(undecided(
                "greylists for longer than we wait",
                Reason.TEMPORARILY_REFUSED,
                (smtp, beyond) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.greylisting(9)))));
        rows.add(undecided(
                "refuses us in its greeting",
                Reason.CLIENT_REFUSED,
                (smtp, beyond) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.blockedClient()))));
        rows.add(undecided(
                "refuses us at RCPT",
                Reason.CLIENT_REFUSED,
                (smtp, beyond) ->
                        smtp.personality(Personalities.closed(SERVED).with(Personalities.blockedClientAtRcpt()))));
        rows.add(undecided(
                "says 421 after a few commands",
                Reason.RATE_LIMITED,
                (smtp, beyond) -> smtp.personality(Personalities.closed(SERVED).with(Personalities.rateLimited(12)))));
        rows.add(undecided(
                "serves another domain than the one that is named",
                Reason.NO_CONTROL,
                (smtp, beyond) -> smtp.personality(Personalities.closed("other.example"))));
        rows.add(undecided("answers STARTTLS with garbage", Reason.TLS_FAILED, (smtp, beyond) -> {
            smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext());
            smtp.at(Stage.STARTTLS).always(Fault.TLS_GARBAGE);
        }));
        rows.add(undecided("never ends the handshake", Reason.TIMED_OUT, (smtp, beyond) -> {
            smtp.personality(Personalities.closed(SERVED)).withTls(TestCertificates.serverContext());
            smtp.at(Stage.STARTTLS).always(Fault.TLS_SILENCE);
        }));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.GREETING, new Effect.Endless("220-more\r\n", Duration.ZERO)));
        rows.add(faulty(Reason.TIMED_OUT, Stage.GREETING, new Effect.Drip(Duration.ofSeconds(2))));
        rows.add(faulty(Reason.TIMED_OUT, Stage.GREETING, Fault.HANG));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.GREETING, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.EHLO, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.MAIL, Fault.RESET));
        rows.add(faulty(Reason.CONNECTION_CLOSED, Stage.RCPT, Fault.RESET));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.EHLO, Fault.LONG_LINE));
        rows.add(faulty(Reason.TOO_MUCH_DATA, Stage.EHLO, Fault.FLOOD));
        rows.add(faulty(Reason.TIMED_OUT, Stage.EHLO, Fault.BARE_CR));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.LETTERS_IN_CODE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.CODE_OUT_OF_RANGE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.MIXED_CODES));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.RCPT, Fault.TWICE));
        rows.add(faulty(Reason.PROTOCOL_VIOLATION, Stage.GREETING, Fault.EMPTY_LINE));
        rows.add(passes("text with NULs, which change no code", (smtp, beyond) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(Stage.RCPT).always(Fault.NULS);
        }));
        rows.add(passes("lines that end in LF alone", (smtp, beyond) -> {
            smtp.personality(Personalities.closed(SERVED));
            smtp.at(Stage.RCPT).always(Fault.BARE_LF);
        }));
        return rows;
    }
}
