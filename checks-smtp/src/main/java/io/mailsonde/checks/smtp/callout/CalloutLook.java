package io.mailsonde.checks.smtp.callout;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Dialogue;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Trial;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import io.mailsonde.witness.Manner;
import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.Witness;
import io.mailsonde.witness.WitnessedSession;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One look: the null sender as a control, then a sender that the witness knows and one that it refuses. Only where somebody asks about one of them the
 * other trials follow, each with an address at a domain of its own, so that nothing that the host remembers can hide a callout.
 */
final class CalloutLook {
    /** How much later the witness answers in {@link Treatment#DELAYED}. */
    static final Duration DELAY = Duration.ofSeconds(4);

    /** How long the addresses are answered for; after that who still asks gets 550. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** How long the witness is watched after a trial of a host that calls back. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(10);

    /** After this a host that puts strangers off is asked again, as a mail server would. */
    private static final Duration PUT_OFF = Duration.ofSeconds(25);

    /** Of the run's time, what is not spent on watching. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final List<Treatment> FURTHER =
            List.of(Treatment.AGAIN, Treatment.NULL_SENDER_REFUSED, Treatment.PUT_OFF, Treatment.DELAYED);

    /** A trial that was begun. */
    private record Begun(Treatment treatment, Sender sender, Instant at, Observed<Dialogue> dialogue) {}

    /** Who writes; without a witness nobody sees who asks about it. */
    private record Sender(String token, String address, Optional<Ticket> ticket) {}

    private final MailHost host;
    private final CalloutTools tools;
    private final Duration window;
    private final List<Begun> begun = new ArrayList<>();
    private final List<Ticket> tickets = new ArrayList<>();
    private @Nullable Instant first;
    private Duration watched = Duration.ZERO;

    CalloutLook(MailHost host, CalloutTools tools, Duration window) {
        this.host = host;
        this.tools = tools;
        this.window = window;
    }

    Step<CalloutAnswers> look() {
        return look(true).observed().then(answers -> {
            tickets.forEach(Ticket::close);
            return Step.of(answers);
        });
    }

    private Step<CalloutAnswers> look(boolean fresh) {
        return session()
                .then(session -> control(session, candidates(session)).then(control -> {
                    session.quit();
                    if (control.taken()) {
                        return trials(control.recipient()).map(done -> answers(session.from(), control));
                    }
                    boolean again = fresh && control.putOff() && allowsAnother();
                    return again
                            ? tools.here().pause(PUT_OFF).then(passed -> look(false))
                            : Step.saw(answers(session.from(), control));
                }));
    }

    private boolean allowsAnother() {
        return tools.here().timeLeft().compareTo(PUT_OFF.plus(window)) >= 0;
    }

    private Step<SmtpSession> session() {
        return tools.smtp().connect(host).then(session -> {
            if (session.welcomed() instanceof Observed.Missed<SmtpSession> missed) {
                session.quit();
                return Step.of(missed.as());
            }
            return session.ehlo(tools.smtp().helo()).map(ehlo -> session);
        });
    }

    /** The domains that it may serve: what we were told, else its names and those above them. */
    private List<String> candidates(SmtpSession session) {
        Set<String> names = new LinkedHashSet<>(host.servedDomain().stream().toList());
        if (names.isEmpty()) {
            host.name().ifPresent(names::add);
            session.greeting().firstWord().filter(DnsNames::isHostname).ifPresent(names::add);
            List.copyOf(names).stream()
                    .map(name -> name.substring(name.indexOf('.') + 1))
                    .filter(above -> above.indexOf('.') > 0)
                    .forEach(names::add);
        }
        return List.copyOf(names);
    }

    /** Whether a recipient was found whom mail that nobody verifies can be sent to. */
    private record Control(String recipient, Observed<Dialogue> dialogue) {
        boolean putOff() {
            return dialogue.seen()
                    .filter(said -> said.decisive().transientNegative())
                    .isPresent();
        }

        boolean taken() {
            return dialogue.seen().filter(Dialogue::taken).isPresent();
        }
    }

    private Step<Control> control(SmtpSession session, List<String> domains) {
        if (domains.isEmpty()) {
            return Step.saw(new Control(
                    "", Observed.missed(Reason.NO_CONTROL, "no domain is known whose postmaster could be named")));
        }
        String recipient = "postmaster@" + domains.get(0);
        return envelope(session, "", recipient).observed().then(said -> {
            Control control = new Control(recipient, said);
            boolean next = said.seen().isPresent() && !control.taken() && domains.size() > 1;
            return next
                    ? session.command("RSET").then(reset -> control(session, domains.subList(1, domains.size())))
                    : Step.saw(control);
        });
    }

    private Step<Dialogue> envelope(SmtpSession session, String sender, String recipient) {
        return tools.envelopes()
                .mail(session, "<" + sender + ">")
                .then(mail -> mail.positive()
                        ? tools.envelopes()
                                .rcpt(session, "<" + recipient + ">")
                                .map(rcpt -> new Dialogue(mail, Optional.of(rcpt)))
                        : Step.saw(new Dialogue(mail, Optional.<SmtpReply>empty())));
    }

    private Step<Boolean> trials(String recipient) {
        Sender known = sender(Manner.ACCEPTING);
        first = tools.here().now();
        return trial(Treatment.ACCEPTED, known, recipient).then(said -> {
            if (known.ticket().isEmpty()) {
                return Step.saw(true);
            }
            boolean putOff = visits(known).isEmpty()
                    && said.seen()
                            .filter(dialogue -> dialogue.decisive().transientNegative())
                            .isPresent();
            return (putOff ? again(known, recipient) : Step.saw(true))
                    .then(done -> trial(Treatment.REFUSED, sender(Manner.REFUSING), recipient))
                    .then(done -> watch())
                    .then(asked -> asked ? further(known, recipient, 0) : Step.saw(true));
        });
    }

    /** What greylisting wants. The earlier answer gives way to the later one. */
    private Step<Boolean> again(Sender known, String recipient) {
        if (!allowsAnother()) {
            return Step.saw(true);
        }
        return tools.here().pause(PUT_OFF).then(passed -> {
            begun.clear();
            return trial(Treatment.ACCEPTED, known, recipient).map(said -> true);
        });
    }

    private Step<Boolean> further(Sender known, String recipient, int index) {
        if (index == FURTHER.size()) {
            return Step.saw(true);
        }
        Treatment treatment = FURTHER.get(index);
        Sender sender = switch (treatment) {
            case ACCEPTED, AGAIN -> known;
            case REFUSED -> sender(Manner.REFUSING);
            case PUT_OFF -> sender(Manner.PUTTING_OFF);
            case NULL_SENDER_REFUSED -> sender(Manner.REFUSING_NULL_SENDER);
            case DELAYED -> sender(Manner.ACCEPTING.after(DELAY));
        };
        return trial(treatment, sender, recipient)
                .then(said -> treatment == Treatment.AGAIN
                        ? Step.saw(true)
                        : settled(sender).map(visited -> true))
                .then(done -> further(known, recipient, index + 1));
    }

    private Step<Observed<Dialogue>> trial(Treatment treatment, Sender sender, String recipient) {
        Instant at = tools.here().now();
        return session()
                .then(session -> envelope(session, sender.address(), recipient).then(said -> {
                    session.quit();
                    return Step.saw(said);
                }))
                .observed()
                .map(said -> {
                    begun.add(new Begun(treatment, sender, at, said));
                    return said;
                });
    }

    private Sender sender(Manner manner) {
        Optional<Witness> witness = tools.here().witness();
        if (witness.isEmpty()) {
            String token = tools.here().token();
            return new Sender(token, token + "@" + tools.here().identity().envelopeDomain(), Optional.empty());
        }
        Ticket ticket = witness.get().issue(LIFE, manner);
        tickets.add(ticket);
        return new Sender(ticket.token(), ticket.freshAddress(), Optional.of(ticket));
    }

    /** Waits for whoever asks first about one of the senders; true if somebody did. */
    private Step<Boolean> watch() {
        CompletableFuture<Object> any = CompletableFuture.anyOf(tickets.stream()
                .map(ticket -> ticket.visited().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        Duration left = tools.here().timeLeft().minus(MARGIN);
        Duration wait = left.compareTo(window) < 0 ? left : window;
        if (wait.isNegative() || wait.isZero()) {
            return Step.saw(false);
        }
        return tools.here()
                .await("a callout at the witness", any, wait)
                .observed()
                .map(visit -> {
                    watched = Duration.between(
                            first == null ? Instant.EPOCH : first, tools.here().now());
                    return visit.seen().isPresent();
                });
    }

    /** Waits until somebody has asked about a sender, though not for long. */
    private Step<Observed<WitnessedSession>> settled(Sender sender) {
        CompletionStage<WitnessedSession> visited =
                sender.ticket().orElseThrow().visited();
        return tools.here()
                .await("a callout for the address " + sender.address(), visited, STRAGGLERS)
                .observed();
    }

    private static List<WitnessedSession> visits(Sender sender) {
        return sender.ticket().map(Ticket::sessions).orElse(List.of());
    }

    /** Of two trials with one sender, each has the sessions of its own time. */
    private List<WitnessedSession> visits(Begun trial) {
        Optional<Instant> next = begun.stream()
                .filter(other ->
                        other.sender().equals(trial.sender()) && other.at().isAfter(trial.at()))
                .map(Begun::at)
                .findFirst();
        return visits(trial.sender()).stream()
                .filter(session -> !session.at().isBefore(trial.at()))
                .filter(session -> next.isEmpty() || session.at().isBefore(next.get()))
                .toList();
    }

    private CalloutAnswers answers(InetAddress from, Control control) {
        List<Trial> trials = begun.stream()
                .map(each -> new Trial(each.treatment(), each.sender().token(), each.dialogue(), visits(each)))
                .toList();
        return new CalloutAnswers(
                from,
                Optional.of(control.recipient()).filter(named -> control.taken()),
                control.dialogue(),
                tools.here().witness().isPresent(),
                trials,
                watched);
    }
}
