package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedSession;
import io.mailsonde.witness.WitnessedSession.Envelope;
import io.mailsonde.witness.WitnessedSession.Recipient;
import io.mailsonde.witness.WitnessedSession.Stage;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what one client does. What it keeps is bounded by {@value #MAX_TEXT} characters of text. */
final class SessionLog {
    /** A local part, an at sign and a domain (RFC 5321, section 4.5.3.1). */
    static final int MAX_ADDRESS = 64 + 1 + 255;

    /** Of all addresses; recipients beyond it are not kept. */
    static final int MAX_TEXT = 16 * 1024;

    private final InetAddress egress;
    private final InstantSource clock;
    private final Instant began;
    private final List<Envelope> envelopes = new ArrayList<>();
    private final Set<String> tokens = new LinkedHashSet<>();
    private final List<Recipient> recipients = new ArrayList<>();
    private @Nullable String sender;
    private Stage stage = Stage.MAIL;
    private @Nullable Recipient asked;
    private String helo = "";
    private boolean extended;
    private @Nullable String tls;
    private boolean quit;
    private int text;

    SessionLog(InetAddress egress, InstantSource clock) {
        this.egress = egress;
        this.clock = clock;
        began = clock.instant();
    }

    void greeted(String name, boolean byEhlo) {
        helo = name;
        extended = byEhlo;
    }

    void secured(String protocol) {
        tls = protocol;
    }

    void mail(String from) {
        sender = kept(from);
    }

    /** A recipient was named. */
    void rcpt(String to, Set<String> named) {
        asked = new Recipient(kept(to), 0, clock.instant());
        tokens.addAll(named);
    }

    /** The recipient that was named last got its answer. */
    void answered(int code) {
        stage = Stage.RCPT;
        if (asked != null) {
            keep(new Recipient(asked.address(), code, asked.at()));
            asked = null;
        }
    }

    private void keep(Recipient recipient) {
        int length = recipient.address().length();
        if (recipients.size() < WitnessedSession.MAX_RECIPIENTS
                && envelopes.size() < WitnessedSession.MAX_ENVELOPES
                && text + length <= MAX_TEXT) {
            text += length;
            recipients.add(recipient);
        }
    }

    void data() {
        stage = Stage.DATA;
    }

    void message() {
        stage = Stage.MESSAGE;
    }

    void quit() {
        quit = true;
    }

    /** The envelope is over, if there was one. */
    void endEnvelope() {
        if (asked != null) {
            keep(asked); // it left before the answer
        }
        if (sender != null && envelopes.size() < WitnessedSession.MAX_ENVELOPES) {
            envelopes.add(new Envelope(sender, recipients, stage));
        }
        sender = null;
        asked = null;
        recipients.clear();
        stage = Stage.MAIL;
    }

    /** The live tokens that recipients named. */
    Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    /** The session, which is over. */
    WitnessedSession end() {
        endEnvelope();
        Duration lasted = Duration.between(began, clock.instant());
        return new WitnessedSession(
                egress,
                helo,
                extended,
                Optional.ofNullable(tls),
                envelopes,
                quit,
                began,
                lasted.isNegative() ? Duration.ZERO : lasted); // the clock was set back
    }

    private static String kept(String address) {
        return address.length() > MAX_ADDRESS ? address.substring(0, MAX_ADDRESS) : address;
    }
}
