package io.mailsonde.checks.smtp.callout;

import io.mailsonde.MailHost;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a host says to senders that nobody knows, and who came to ask the witness about them.
 *
 * @param from the address that we connected from
 * @param recipient the postmaster whom the trials name (RFC 5321, section 4.5.1); empty where none was taken
 * @param control what the host says to the null sender, which nobody verifies, and that recipient
 * @param witnessed whether a witness could see callouts
 * @param trials the trials, in order
 * @param watched how long the witness was watched from the first trial on
 */
public record CalloutAnswers(
        InetAddress from,
        Optional<String> recipient,
        Observed<Dialogue> control,
        boolean witnessed,
        List<Trial> trials,
        Duration watched) {
    /** How long a callout is waited for: Postfix asks again after a while. */
    public static final Duration WINDOW = Duration.ofSeconds(90);

    /** Looks anew in every run, since it uses fresh addresses; at a listener once, however many domains it serves. */
    public static final Probe<MailHost, CalloutAnswers> PROBE = watching(WINDOW);

    static Probe<MailHost, CalloutAnswers> watching(Duration window) {
        return Probe.of(
                        "smtp.callout-answers",
                        MailHost.class,
                        CalloutAnswers.class,
                        CalloutTools.CAPABILITY,
                        (host, tools) -> new CalloutLook(host, tools, window).look())
                .freshEachRun()
                .sharedBy(host -> new InetSocketAddress(host.address(), host.port()));
    }

    /** How the witness answers whoever asks about the sender of a trial. */
    public enum Treatment {
        /** 250. */
        ACCEPTED,
        /** 550. */
        REFUSED,
        /** 451. */
        PUT_OFF,
        /** 550 to the null sender alone. */
        NULL_SENDER_REFUSED,
        /** 250, after {@link CalloutLook#DELAY}. */
        DELAYED,
        /** The sender of {@link #ACCEPTED} once more. */
        AGAIN
    }

    /**
     * What the host said to an envelope.
     *
     * @param mail its answer to MAIL
     * @param rcpt its answer to RCPT; empty where MAIL was refused
     */
    public record Dialogue(SmtpReply mail, Optional<SmtpReply> rcpt) {
        /** The last answer. */
        SmtpReply decisive() {
            return rcpt.orElse(mail);
        }

        /** Whether the recipient was taken. */
        boolean taken() {
            return rcpt.filter(SmtpReply::positive).isPresent();
        }

        /** How long the answers took, together. */
        Duration took() {
            return mail.after().plus(rcpt.map(SmtpReply::after).orElse(Duration.ZERO));
        }
    }

    /**
     * A sender of ours and what came of it.
     *
     * @param treatment how whoever asks about the sender is answered
     * @param token the word in the sender's local part and in its domain
     * @param dialogue what the host said
     * @param visits the sessions at the witness that named the sender, or another address at its domain
     */
    public record Trial(Treatment treatment, String token, Observed<Dialogue> dialogue, List<WitnessedSession> visits) {
        /** Copies the list. */
        public Trial {
            visits = List.copyOf(visits);
        }
    }

    /** Copies the list. */
    public CalloutAnswers {
        trials = List.copyOf(trials);
    }
}
