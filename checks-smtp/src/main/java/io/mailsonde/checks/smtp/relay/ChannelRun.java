package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Controls;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Stop;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms on one channel: a few each session, and what a session leaves undone is done in the next. One step at a time. */
final class ChannelRun {
    /** How long a greylisting host is given before it is asked again. */
    private static final List<Duration> PUT_OFF = List.of(Duration.ofSeconds(5), Duration.ofSeconds(25));

    /**
     * The refusals after which a session is left whatever the limits say: from the tenth on Postfix answers late, and after the twentieth it says 421
     * (smtpd_soft_error_limit, smtpd_hard_error_limit).
     */
    private static final int REFUSALS = 8;

    /** Opens a session on the channel and greets. */
    interface Opening {
        Step<Opened> open(String helo);
    }

    /**
     * A session, ready for an envelope.
     *
     * @param session the session
     * @param reply the last reply of its opening
     * @param ehlo what the host offers in it, which may be more inside TLS
     */
    record Opened(SmtpSession session, SmtpReply reply, EhloReply ehlo) {
        boolean allows(Attempt attempt) {
            return !attempt.sender().endsWith(" SMTPUTF8") || ehlo.offers("SMTPUTF8");
        }
    }

    private final Channel channel;
    private final Transaction transaction;
    private final Opening opening;
    private final List<String> served;
    private final Foreign foreign;
    private final RelayTools tools;
    private final RelayTime time;

    private final Deque<Attempt> queue;
    private final Map<Attempt, FormAnswer> answers = new LinkedHashMap<>();
    private Controls controls = Controls.none(Reason.NO_CONTROL, "no session came so far");
    private boolean controlled;
    private Observed<SmtpReply> opened = Observed.missed(Reason.NO_CONTROL, "no session came so far");
    private @Nullable EhloReply offered;
    private @Nullable Stop stop;
    private int rounds;
    private int refusals;
    private boolean retrying;

    ChannelRun(
            Channel channel,
            MailHost host,
            RelayTools tools,
            RelayTime time,
            Foreign foreign,
            List<String> served,
            List<Attempt> attempts,
            Opening opening) {
        this.channel = channel;
        this.tools = tools;
        this.time = time;
        this.transaction = new Transaction(tools, host, foreign);
        this.opening = opening;
        this.foreign = foreign;
        this.served = served;
        this.queue = new ArrayDeque<>(attempts);
    }

    Step<ChannelAnswers> run() {
        return sessions()
                .map(done -> new ChannelAnswers(
                        channel, opened, controls, List.copyOf(answers.values()), Optional.ofNullable(stop)));
    }

    /** The attempts whose message may have been sent but was not taken: refused at its end, or the session ended before an answer. */
    List<Attempt> untaken() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .dialogue()
                        .match(
                                seen -> !seen.messageTaken()
                                        && seen.message()
                                                .flatMap(Messages.Sent::end)
                                                .isPresent(),
                                (reason, detail) -> true))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The attempts whose message was taken. */
    List<Attempt> taken() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .dialogue()
                        .seen()
                        .filter(Dialogue::messageTaken)
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the host offered an extension in the last session. */
    boolean offers(String keyword) {
        return offered != null && offered.offers(keyword);
    }

    private Step<Boolean> sessions() {
        if (stop == null && time.over()) {
            stop = time.stop();
        }
        if (stop != null) {
            return Step.saw(true);
        }
        Attempt next = queue.peek();
        if (next == null) {
            return again();
        }
        return time.session(opening.open(next.helo())).observed().then(came -> {
            if (came instanceof Observed.Missed<Opened> missed) {
                stop = new Stop(missed.reason(), missed.detail());
                if (opened instanceof Observed.Missed) {
                    opened = missed.as();
                }
                return Step.saw(true);
            }
            Opened ready = came.seen().orElseThrow();
            if (opened instanceof Observed.Missed) {
                opened = Observed.saw(ready.reply());
            }
            offered = ready.ehlo();
            refusals = 0;
            return controls(ready.session())
                    .then(done -> forms(ready, next.helo(), 0))
                    .then(done -> {
                        ready.session().quit();
                        return sessions();
                    });
        });
    }

    private Step<Boolean> controls(SmtpSession session) {
        if (controlled) {
            return Step.saw(true);
        }
        controlled = true;
        String invalid = foreign.invalid();
        return postmaster(session, 0).then(postmaster -> {
            Optional<String> domain = served.isEmpty() ? Optional.empty() : Optional.of(served.get(postmaster.index()));
            Step<Observed<Dialogue>> unknown = domain.isEmpty()
                    ? Step.saw(Observed.missed(Reason.NO_CONTROL, "no domain is known that it serves"))
                    : transaction
                            .ask(session, "<" + tools.here().token() + "@" + domain.get() + ">")
                            .observed();
            return unknown.then(local -> transaction
                    .ask(session, invalid)
                    .observed()
                    .map(nowhere -> {
                        controls = new Controls(domain, postmaster.dialogue(), local, nowhere);
                        return true;
                    }));
        });
    }

    private record Postmaster(int index, Observed<Dialogue> dialogue) {}

    /** Of several domains that it may serve, the first one whose postmaster it takes. */
    private Step<Postmaster> postmaster(SmtpSession session, int index) {
        if (served.isEmpty()) {
            return Step.saw(new Postmaster(
                    0, Observed.missed(Reason.NO_CONTROL, "no domain is known whose postmaster could be named")));
        }
        return transaction
                .ask(session, "<postmaster@" + served.get(index) + ">")
                .observed()
                .then(dialogue -> {
                    boolean refused = dialogue.seen()
                            .filter(seen ->
                                    !seen.recipientTaken() && seen.decisive().permanentNegative())
                            .isPresent();
                    return refused && index + 1 < served.size()
                            ? postmaster(session, index + 1)
                            : Step.saw(new Postmaster(index, dialogue));
                });
    }

    /** The next forms of a session, as long as it lasts. */
    private Step<Boolean> forms(Opened ready, String helo, int done) {
        Attempt next = queue.peek();
        boolean enough = done >= tools.here().limits().formsPerSession() || refusals >= REFUSALS;
        if (next == null
                || stop != null
                || time.over()
                || enough
                || !next.helo().equals(helo)) {
            return Step.saw(true);
        }
        queue.remove();
        if (!ready.allows(next)) {
            return forms(ready, helo, done);
        }
        return transaction.attempt(ready.session(), next).observed().then(came -> {
            if (came instanceof Observed.Missed<Dialogue> missed) {
                broken(next, missed, done > 0);
                return Step.saw(true);
            }
            Dialogue dialogue = came.seen().orElseThrow();
            answer(next, came);
            refusals += dialogue.decisive().positive() ? 0 : 1;
            if (dialogue.decisive().code() == 421) {
                stop = new Stop(Reason.RATE_LIMITED, "it answered " + dialogue.decisive() + " to " + next.recipient());
            } else if (channel == Channel.CLEAR && Rung.wantsTls(dialogue.decisive())) {
                queue.clear();
            } else if (retrying && done == 0 && dialogue.deferred()) {
                // what was first put off still is: the others would be, too
                queue.clear();
            }
            return forms(ready, helo, done + 1);
        });
    }

    /** A session that ended in the middle of a form: the form gets one of its own, unless it had that. */
    private void broken(Attempt attempt, Observed.Missed<Dialogue> missed, boolean othersBefore) {
        if (time.over()) {
            stop = time.stop();
            answer(attempt, missed);
        } else if (missed.reason() == Reason.RATE_LIMITED) {
            stop = new Stop(missed.reason(), missed.detail());
            answer(attempt, missed);
        } else if (othersBefore && missed.reason() == Reason.CONNECTION_CLOSED) {
            queue.addFirst(attempt);
        } else {
            answer(attempt, missed);
            if (missed.reason() != Reason.CONNECTION_CLOSED) {
                stop = new Stop(missed.reason(), missed.detail());
            }
        }
    }

    private void answer(Attempt attempt, Observed<Dialogue> dialogue) {
        answers.put(
                attempt,
                new FormAnswer(
                        attempt.form().id(),
                        attempt.sender(),
                        attempt.recipient(),
                        dialogue,
                        retrying,
                        Observed.missed(Reason.NOT_OBSERVED, "no message was accepted")));
    }

    /** Asks again what was put off, the way a mail server that has something to deliver would. */
    private Step<Boolean> again() {
        List<Attempt> deferred = new ArrayList<>();
        answers.forEach((attempt, answer) -> {
            if (answer.dialogue().seen().filter(Dialogue::deferred).isPresent()) {
                deferred.add(attempt);
            }
        });
        if (deferred.isEmpty() || rounds >= PUT_OFF.size() || !time.allows(PUT_OFF.get(rounds))) {
            return Step.saw(true);
        }
        Duration wait = PUT_OFF.get(rounds++);
        return tools.here().pause(wait).then(passed -> {
            retrying = true;
            controlled = controls.postmaster()
                    .seen()
                    .filter(seen -> !seen.deferred())
                    .isPresent();
            queue.addAll(deferred);
            return sessions();
        });
    }
}
