package io.mailsonde.checks.smtp.callout;

import io.mailsonde.Finding;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Dialogue;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Trial;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedSession;
import io.mailsonde.witness.WitnessedSession.Envelope;
import io.mailsonde.witness.WitnessedSession.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What the trials say: only a session at the witness that named a sender and brought no message is a callout. */
final class CalloutJudge {
    private final MailHost host;
    private final CalloutAnswers answers;
    private final Duration window;
    private final List<Finding> findings = new ArrayList<>();

    CalloutJudge(MailHost host, CalloutAnswers answers, Duration window) {
        this.host = host;
        this.answers = answers;
        this.window = window;
    }

    Outcome judge() {
        List<WitnessedSession> callouts = answers.trials().stream()
                .flatMap(trial -> callouts(trial).stream())
                .distinct()
                .toList();
        if (callouts.isEmpty()) {
            return unseen();
        }
        findings.add(SenderCallout.CALLS_BACK_SENDERS.confirmed(host, callout(callouts)));
        decides();
        probes(callouts);
        List<WitnessedSession> first =
                trial(Treatment.ACCEPTED).map(CalloutJudge::callouts).orElse(List.of());
        List<WitnessedSession> again =
                trial(Treatment.AGAIN).map(CalloutJudge::callouts).orElse(List.of());
        if (!first.isEmpty() && !again.isEmpty()) {
            findings.add(SenderCallout.CALLOUTS_NOT_CACHED.confirmed(
                    host, new SenderCallout.Repeated(first.size() + again.size())));
        }
        return Outcome.judged(findings, "");
    }

    private Optional<Trial> trial(Treatment treatment) {
        return answers.trials().stream()
                .filter(trial -> trial.treatment() == treatment)
                .findFirst();
    }

    private Optional<Dialogue> dialogue(Treatment treatment) {
        return trial(treatment).flatMap(trial -> trial.dialogue().seen());
    }

    /** The sessions that asked about a trial's sender; a bounce or a message is none. */
    private static List<WitnessedSession> callouts(Trial trial) {
        return trial.visits().stream()
                .filter(session -> session.envelopes().stream().anyMatch(asks(trial.token())))
                .toList();
    }

    private static Predicate<Envelope> asks(String token) {
        return envelope -> envelope.kind() == Kind.CALLOUT && envelope.names(token);
    }

    private SenderCallout.Callout callout(List<WitnessedSession> callouts) {
        boolean atMail = answers.trials().stream()
                .flatMap(trial -> trial.dialogue().seen().stream())
                .anyMatch(dialogue -> !dialogue.mail().positive());
        return new SenderCallout.Callout(
                Engine.guess(answers.trials(), callouts),
                callouts.stream().map(WitnessedSession::egress).distinct().toList(),
                callouts.stream().map(WitnessedSession::helo).distinct().toList(),
                callouts.stream()
                        .flatMap(session -> session.envelopes().stream())
                        .map(Envelope::sender)
                        .distinct()
                        .toList(),
                atMail ? "MAIL" : "RCPT",
                addedMillis());
    }

    /** Of the trial with a known sender, beside the control. */
    private long addedMillis() {
        Duration trial = dialogue(Treatment.ACCEPTED).map(Dialogue::took).orElse(Duration.ZERO);
        Duration control = answers.control().seen().map(Dialogue::took).orElse(Duration.ZERO);
        return Math.max(0, trial.minus(control).toMillis());
    }

    private void decides() {
        Optional<Dialogue> accepted = dialogue(Treatment.ACCEPTED).filter(Dialogue::taken);
        Optional<Dialogue> refused = dialogue(Treatment.REFUSED).filter(said -> !said.taken());
        boolean asked = trial(Treatment.REFUSED)
                .map(CalloutJudge::callouts)
                .filter(list -> !list.isEmpty())
                .isPresent();
        if (accepted.isPresent() && refused.isPresent() && asked) {
            findings.add(SenderCallout.CALLOUT_DECIDES_ACCEPTANCE.confirmed(
                    host,
                    new SenderCallout.Decision(
                            accepted.get().decisive().toString(),
                            refused.get().decisive().toString())));
        }
    }

    private void probes(List<WitnessedSession> callouts) {
        List<String> others = new ArrayList<>();
        List<String> postmasters = new ArrayList<>();
        List<String> tokens = answers.trials().stream().map(Trial::token).toList();
        callouts.stream()
                .flatMap(session -> session.envelopes().stream())
                .filter(envelope -> envelope.kind() == Kind.CALLOUT)
                .flatMap(envelope -> envelope.recipients().stream())
                .map(recipient -> recipient.address())
                .distinct()
                .forEach(address -> {
                    String local = address.substring(0, Math.max(0, address.lastIndexOf('@')));
                    if (local.equalsIgnoreCase("postmaster") || address.equalsIgnoreCase("postmaster")) {
                        postmasters.add(address);
                    } else if (!tokens.contains(local.toLowerCase(Locale.ROOT))) {
                        others.add(address);
                    }
                });
        if (!others.isEmpty()) {
            findings.add(SenderCallout.CALLOUT_PROBES_RANDOM_RECIPIENTS.confirmed(
                    host, new SenderCallout.Recipients(others)));
        }
        if (!postmasters.isEmpty()) {
            findings.add(
                    SenderCallout.CALLOUT_PROBES_POSTMASTER.confirmed(host, new SenderCallout.Recipients(postmasters)));
        }
    }

    /** Nobody asked. That the host does not call back is said only where it took a stranger's sender, and somebody was watching long enough. */
    private Outcome unseen() {
        Optional<SmtpReply> telling = answers.trials().stream()
                .flatMap(trial -> trial.dialogue().seen().stream())
                .map(Dialogue::decisive)
                .filter(reply -> !reply.positive() && Engine.speaksOfVerification(reply))
                .findFirst();
        if (telling.isPresent()) {
            findings.add(SenderCallout.CALLS_BACK_SENDERS.tentative(host, callout(List.of())));
            return new Outcome.Inconclusive(
                    Reason.UNPROVEN,
                    "it speaks of verifying senders (" + telling.get() + "), and nobody was seen to ask",
                    findings);
        }
        return answers.control().match(this::controlled, Outcome::undone);
    }

    private Outcome controlled(Dialogue control) {
        if (!control.taken()) {
            return Outcome.undone(
                    control.decisive().transientNegative() ? Reason.TEMPORARILY_REFUSED : Reason.NO_CONTROL,
                    "it does not take mail of the null sender for a postmaster (" + control.decisive()
                            + "); name a domain that it serves");
        }
        Optional<Trial> known = trial(Treatment.ACCEPTED);
        if (known.isEmpty()) {
            return Outcome.undone(Reason.NO_CONTROL, "no sender was tried");
        }
        return known.get().dialogue().match(this::tried, Outcome::undone);
    }

    private Outcome tried(Dialogue known) {
        SmtpReply said = known.decisive();
        if (!answers.witnessed()) {
            return Outcome.undone(
                    Reason.NO_CONTROL, "without a witness nobody can see whether the host calls back; it said " + said);
        }
        if (!known.taken()) {
            return Outcome.undone(
                    said.transientNegative() ? Reason.TEMPORARILY_REFUSED : Reason.CLIENT_REFUSED,
                    "it refused our sender, and nobody asked the witness before: " + said);
        }
        if (answers.watched().compareTo(window) < 0) {
            return Outcome.undone(
                    Reason.DEADLINE_PASSED,
                    "nobody asked the witness within " + seconds(answers.watched()) + ", and it was to be watched for "
                            + seconds(window));
        }
        return Outcome.judged(
                List.of(),
                "took mail for " + answers.recipient().orElse("postmaster")
                        + " from senders that it had never heard of; nobody asked the witness about them within "
                        + seconds(answers.watched()));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() + " s";
    }
}
