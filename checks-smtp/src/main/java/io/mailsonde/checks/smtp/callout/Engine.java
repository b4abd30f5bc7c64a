package io.mailsonde.checks.smtp.callout;

import io.mailsonde.checks.smtp.callout.CalloutAnswers.Dialogue;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Trial;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedSession;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whose way of verifying senders it looks like: a guess, by what engines say and do that others do not. */
public enum Engine {
    /** {@code reject_unverified_sender}: asks through its queue, and looks after the result each few seconds. */
    POSTFIX,
    /** {@code verify = sender/callout}: asks while the client waits, as the null sender. */
    EXIM,
    /** Another one. */
    OTHER;

    private static final Pattern SAYS_POSTFIX =
            Pattern.compile("sender address rejected: un(verified|deliverable) address");
    private static final Pattern SAYS_EXIM = Pattern.compile(
            "sender verify (failed|incomplete)|callout|called: +\\S+|\\bsent: rcpt to:|verification failed for <");
    private static final Pattern ASKS_EXIM = Pattern.compile("[^@]*-\\d{9,11}-testing@.*");
    private static final Pattern ASKS_POSTFIX = Pattern.compile("(double-bounce[^@]*|postmaster)@.*");

    /** Postfix looks after a result no sooner than after a second (address_verify_poll_delay). */
    private static final Duration POLL = Duration.ofMillis(900);

    static Engine guess(List<Trial> trials, List<WitnessedSession> callouts) {
        String said = trials.stream()
                .flatMap(trial -> trial.dialogue().seen().stream())
                .flatMap(dialogue -> Stream.concat(Stream.of(dialogue.mail()), dialogue.rcpt().stream()))
                .map(SmtpReply::text)
                .map(text -> text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
                .reduce("", (one, other) -> one + "\n" + other);
        if (SAYS_POSTFIX.matcher(said).find()) {
            return POSTFIX;
        }
        if (SAYS_EXIM.matcher(said).find()) {
            return EXIM;
        }
        List<WitnessedSession.Envelope> envelopes = callouts.stream()
                .flatMap(session -> session.envelopes().stream())
                .toList();
        if (envelopes.stream()
                .flatMap(envelope -> envelope.recipients().stream())
                .anyMatch(recipient -> ASKS_EXIM.matcher(recipient.address()).matches())) {
            return EXIM;
        }
        if (envelopes.stream()
                .anyMatch(envelope -> ASKS_POSTFIX.matcher(envelope.sender()).matches())) {
            return POSTFIX;
        }
        boolean asNobody =
                envelopes.stream().allMatch(envelope -> envelope.sender().isEmpty());
        return asNobody ? byTime(trials) : OTHER;
    }

    /** Both can ask as the null sender: then it counts whether the client waited for the answer alone, or for the next look after it. */
    private static Engine byTime(List<Trial> trials) {
        List<Duration> waits = trials.stream()
                .filter(trial -> trial.treatment() == Treatment.ACCEPTED
                        && !trial.visits().isEmpty())
                .flatMap(trial -> trial.dialogue().seen().stream())
                .filter(Dialogue::taken)
                .map(Dialogue::took)
                .toList();
        if (waits.isEmpty()) {
            return OTHER;
        }
        return waits.stream().allMatch(wait -> wait.compareTo(POLL) < 0) ? EXIM : POSTFIX;
    }

    /** Whether a reply speaks of verifying senders. */
    static boolean speaksOfVerification(SmtpReply reply) {
        String text = reply.text().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        return SAYS_POSTFIX.matcher(text).find() || SAYS_EXIM.matcher(text).find();
    }
}
