package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import java.util.Optional;

/** One envelope in a session that stays ready for the next: MAIL, RCPT, the message where one may be sent, else RSET. */
record Transaction(RelayTools tools, MailHost host, Foreign foreign) {
    /** Names a recipient and sends nothing. */
    Step<Dialogue> ask(SmtpSession session, String recipient) {
        String sender = "<" + foreign.sender().token() + "@" + foreign.domain() + ">";
        return envelope(session, sender, recipient).then(dialogue -> settled(session, dialogue));
    }

    /** Tries a form, and sends the message where the recipient is taken. */
    Step<Dialogue> attempt(SmtpSession session, Attempt attempt) {
        return envelope(session, attempt.sender(), attempt.recipient())
                .then(dialogue -> dialogue.recipientTaken() ? message(session, attempt, dialogue) : Step.saw(dialogue))
                .then(dialogue -> settled(session, dialogue));
    }

    private Step<Dialogue> envelope(SmtpSession session, String sender, String recipient) {
        return tools.envelopes()
                .mail(session, sender)
                .then(mail -> mail.positive()
                        ? tools.envelopes()
                                .rcpt(session, recipient)
                                .map(rcpt -> new Dialogue(mail, Optional.of(rcpt), Optional.empty()))
                        : Step.saw(new Dialogue(mail, Optional.<SmtpReply>empty(), Optional.empty())));
    }

    private Step<Dialogue> message(SmtpSession session, Attempt attempt, Dialogue dialogue) {
        Optional<Messages> messages = tools.messages().seen();
        if (messages.isEmpty() || foreign.foreignDomain().isEmpty()) {
            return Step.saw(dialogue);
        }
        String text = Canary.message(
                tools.here().identity(),
                host,
                attempt,
                foreign.domain(),
                tools.here().now());
        return messages.get().send(session, host, text).observed().then(sent -> {
            if (sent instanceof Observed.Missed<Messages.Sent> missed) {
                return missed.reason() == Reason.LIMIT_REACHED ? Step.saw(dialogue) : Step.of(missed.as());
            }
            return Step.saw(new Dialogue(dialogue.mail(), dialogue.rcpt(), sent.seen()));
        });
    }

    /** Ends an open transaction; what was answered stands even if the session ends here. */
    private static Step<Dialogue> settled(SmtpSession session, Dialogue dialogue) {
        boolean over = !dialogue.mail().positive()
                || dialogue.message().flatMap(Messages.Sent::end).isPresent();
        if (over) {
            return Step.saw(dialogue);
        }
        return session.command("RSET").observed().then(came -> {
            Optional<SmtpReply> refused = came.seen().filter(reply -> reply.code() != 421 && !reply.positive());
            return refused.isEmpty() ? Step.saw(dialogue) : strayed(session, dialogue, refused.get());
        });
    }

    /** Nobody refuses RSET and goes on (RFC 5321, section 4.3.2): who does so answered something else, and so may have done before. */
    private static Step<Dialogue> strayed(SmtpSession session, Dialogue dialogue, SmtpReply refused) {
        return session.command("RSET")
                .observed()
                .then(more -> more.seen().isEmpty()
                        ? Step.saw(dialogue)
                        : Step.missed(Reason.PROTOCOL_VIOLATION, "RSET was answered with " + refused));
    }
}
