package io.mailsonde.checks.smtp.relay;

import io.mailsonde.checks.smtp.relay.RelayAnswers.Controls;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.smtp.SmtpReply;
import java.util.Optional;
import java.util.regex.Pattern;

/** How far one form got: the ladder of the check. */
public enum Rung {
    /** The witness has the message. */
    DELIVERED,
    /** The host took the message, and nobody was there who could see it arrive. */
    MESSAGE_ACCEPTED,
    /** The host took the message, and it did not arrive as long as we waited. */
    ACCEPTED_NOT_DELIVERED,
    /** The recipient was taken; nothing was sent. */
    RCPT_ACCEPTED,
    /** The recipient was taken as one of the host's own, as any other would have been. */
    LOCAL_PART,
    /** It was refused. */
    REFUSED,
    /** A login was asked for (RFC 4954, section 6). */
    AUTH_REQUIRED,
    /** STARTTLS was asked for (RFC 3207, section 4). */
    TLS_REQUIRED,
    /** Not the form was refused but we: by our address, our name, or a list that has us. */
    REFUSED_CLIENT,
    /** It was put off, also when we came back. */
    DEFERRED,
    /** No answer came that could be read. */
    UNANSWERED;

    private static final Pattern TLS = Pattern.compile("starttls|\\btls\\b|encrypt", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("authenti|\\bauth\\b|log ?in", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLIENT = Pattern.compile(
            "block(ed|list)|black ?list|deny ?list|dns[bw]l|\\brbl\\b|spamhaus|spamcop|barracuda|reputation"
                    + "|client host|your (ip|host|address|server)|reverse dns|\\bptr\\b|banned",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RELAY = Pattern.compile("relay", Pattern.CASE_INSENSITIVE);

    /**
     * The rung of a form.
     *
     * @param answer what was answered
     * @param controls the controls of its channel
     * @return the rung
     */
    public static Rung of(FormAnswer answer, Controls controls) {
        if (answer.delivery().seen().isPresent()) {
            return DELIVERED;
        }
        Optional<Dialogue> seen = answer.dialogue().seen();
        if (seen.isEmpty()) {
            return UNANSWERED;
        }
        Dialogue dialogue = seen.get();
        SmtpReply reply = dialogue.decisive();
        boolean accepted = dialogue.messageTaken() || (dialogue.message().isEmpty() && dialogue.recipientTaken());
        if (!accepted) {
            return refusal(reply);
        }
        boolean anyLocal =
                controls.unknownLocal().seen().filter(Dialogue::recipientTaken).isPresent();
        if (anyLocal && RelayForms.of(answer.form()).mayBeLocal()) {
            return LOCAL_PART;
        }
        if (!dialogue.messageTaken()) {
            return RCPT_ACCEPTED;
        }
        return waitedFor(answer) ? ACCEPTED_NOT_DELIVERED : MESSAGE_ACCEPTED;
    }

    private static boolean waitedFor(FormAnswer answer) {
        return answer.delivery().match(arrived -> true, (reason, detail) -> reason != io.mailsonde.Reason.NOT_OBSERVED);
    }

    private static Rung refusal(SmtpReply reply) {
        if (wantsTls(reply)) {
            return TLS_REQUIRED;
        }
        if (reply.transientNegative()) {
            return DEFERRED;
        }
        if (!reply.permanentNegative()) {
            return UNANSWERED;
        }
        if (reply.code() == 530
                || (LOGIN.matcher(reply.text()).find()
                        && !RELAY.matcher(reply.text()).find())) {
            return AUTH_REQUIRED;
        }
        if (reply.code() == 503) {
            // out of sequence: not what we asked was answered
            return UNANSWERED;
        }
        boolean client = CLIENT.matcher(reply.text()).find()
                && !RELAY.matcher(reply.text()).find();
        return client ? REFUSED_CLIENT : REFUSED;
    }

    /** Whether a reply asks for STARTTLS first. The code alone decides nothing: 530 asks for a login as well. */
    static boolean wantsTls(SmtpReply reply) {
        boolean negative = reply.permanentNegative() || reply.transientNegative();
        return negative
                && (reply.code() == 530 || reply.code() == 550 || reply.code() == 454 || reply.code() == 554)
                && TLS.matcher(reply.text()).find()
                && !RELAY.matcher(reply.text()).find();
    }
}
