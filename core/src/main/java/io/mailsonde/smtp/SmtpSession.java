package io.mailsonde.smtp;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.wire.Connection;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One session with a mail host whose greeting is complete. One command at a time: each is sent when the answer to the one before it is there. A 421
 * ends it, and everything after that is missed as {@code RATE_LIMITED}.
 *
 * <p>Not safe for use by several threads at once. It belongs to one look and is closed with it.
 */
public final class SmtpSession {
    /** How long a greeting may take. */
    public static final Duration GREETING = Duration.ofSeconds(30);
    /** How long the answer to a command may take. */
    public static final Duration COMMAND = Duration.ofSeconds(30);
    /** How long the answer to the end of a message may take. */
    public static final Duration END_OF_DATA = Duration.ofSeconds(60);

    private final Connection connection;
    private final ReplyReader replies;
    private final SmtpReply greeting;
    private final Optional<TlsHandshake> implicitTls;
    private boolean tls;
    private @Nullable SmtpReply farewell;
    /** Why answers cannot be told apart any more: one was missed, or came without a question. */
    private Observed.@Nullable Missed<SmtpReply> outOfStep;

    private SmtpSession(
            Connection connection, ReplyReader replies, SmtpReply greeting, Optional<TlsHandshake> implicitTls) {
        this.connection = connection;
        this.replies = replies;
        this.greeting = greeting;
        this.implicitTls = implicitTls;
        this.tls = implicitTls.isPresent();
    }

    static Step<SmtpSession> open(Connection connection, Optional<TlsHandshake> implicitTls) {
        ReplyReader replies = new ReplyReader(connection);
        return replies.next("the greeting", GREETING).map(greeting -> {
            SmtpSession session = new SmtpSession(connection, replies, greeting, implicitTls);
            session.heed(greeting);
            return session;
        });
    }

    /**
     * What the host said first.
     *
     * @return the whole greeting, whatever its code
     */
    public SmtpReply greeting() {
        return greeting;
    }

    /**
     * The session, if its greeting lets us in (RFC 5321, section 3.1; RFC 7504).
     *
     * @return the session for a 2xx; else missed: {@code RATE_LIMITED} for 421, {@code TEMPORARILY_REFUSED} for another 4xx, {@code CLIENT_REFUSED} for a
     *     5xx, {@code PROTOCOL_VIOLATION} for anything else
     */
    public Observed<SmtpSession> welcomed() {
        if (greeting.positive()) {
            return Observed.saw(this);
        }
        Reason reason = greeting.code() == 421
                ? Reason.RATE_LIMITED
                : greeting.transientNegative()
                        ? Reason.TEMPORARILY_REFUSED
                        : greeting.permanentNegative() ? Reason.CLIENT_REFUSED : Reason.PROTOCOL_VIOLATION;
        return Observed.missed(reason, connection.peer() + " greeted with " + greeting);
    }

    /**
     * The handshake that came before the greeting.
     *
     * @return it, or empty where the session began in the clear
     */
    public Optional<TlsHandshake> implicitTls() {
        return implicitTls;
    }

    /**
     * Whether TLS is spoken.
     *
     * @return true after a handshake
     */
    public boolean tls() {
        return tls;
    }

    /**
     * Where we connected from, which decides what many hosts answer.
     *
     * @return our address
     */
    public InetAddress from() {
        return connection.from();
    }

    /**
     * Greets with EHLO, and with HELO where that is refused with 500, 502, 504 or 550 (RFC 5321, section 3.2).
     *
     * @param name our name or address literal
     * @return what the host said; or missed as {@link #command}
     * @throws IllegalArgumentException if it is more than one line
     */
    public Step<EhloReply> ehlo(String name) {
        return exchange("EHLO " + Verbs.checked(name)).then(reply -> {
            boolean refused = reply.permanentNegative()
                    && (reply.code() == 500 || reply.code() == 502 || reply.code() == 504 || reply.code() == 550);
            return refused
                    ? exchange("HELO " + name).map(old -> new EhloReply(old, Optional.of(reply)))
                    : Step.saw(new EhloReply(reply, Optional.empty()));
        });
    }

    /** What came of STARTTLS. */
    public record Secured(SmtpReply answer, TlsHandshake handshake) {
        /** Refuses an answer that did not agree. */
        public Secured {
            if (!answer.positive()) {
                throw new IllegalArgumentException("TLS was not agreed upon: " + answer);
            }
        }
    }

    /**
     * Asks for TLS and makes the handshake (RFC 3207). What the host had said before is void; greet again.
     *
     * @param serverName the name to ask for; empty for none
     * @return the answer and the handshake, in which anything stands that was sent with the answer; or missed: {@code TLS_FAILED} where the host refuses
     *     or the handshake fails, and as {@link #command}
     */
    public Step<Secured> startTls(Optional<String> serverName) {
        return exchange("STARTTLS").then(answer -> {
            if (!answer.positive()) {
                return Step.missed(Reason.TLS_FAILED, connection.peer() + " answered STARTTLS with " + answer);
            }
            String injected = replies.setAside();
            return connection.startTls(serverName, COMMAND).map(handshake -> {
                tls = true;
                return new Secured(answer, injected.isEmpty() ? handshake : early(handshake, injected));
            });
        });
    }

    private static TlsHandshake early(TlsHandshake made, String injected) {
        return new TlsHandshake(
                made.peer(),
                made.serverName(),
                made.protocol(),
                made.cipher(),
                made.certificates(),
                injected + made.early(),
                made.at(),
                made.took());
    }

    /**
     * Says a command that names nobody and sends nothing: what does needs {@link Envelopes}, {@link Messages} or {@link Logins}.
     *
     * @param line the command without its line end
     * @return the reply; or missed: {@code TIMED_OUT}, {@code CONNECTION_CLOSED}, {@code TOO_MUCH_DATA}, {@code RATE_LIMITED} once the host has said 421,
     *     or {@code PROTOCOL_VIOLATION} where it had said something that nothing asked for. After a miss answers can no longer be told apart, so
     *     that everything else is missed for the same reason
     * @throws IllegalArgumentException for a line break, or a command that names somebody, sends something or logs in
     */
    public Step<SmtpReply> command(String line) {
        if (!Verbs.harmless(line)) {
            throw new IllegalArgumentException("this needs more consent than to connect: " + line);
        }
        return exchange(line);
    }

    /**
     * Sends harmless commands in one go where the host offers PIPELINING (RFC 2920), one after the other where it does not.
     *
     * @param lines the commands without their line ends
     * @param ehlo what the host offers
     * @return the replies in order, or the first miss
     * @throws IllegalArgumentException as {@link #command}
     */
    public Step<List<SmtpReply>> commands(List<String> lines, EhloReply ehlo) {
        if (!lines.stream().allMatch(Verbs::harmless)) {
            throw new IllegalArgumentException("this needs more consent than to connect: " + lines);
        }
        return exchanges(lines, ehlo.offers("PIPELINING"));
    }

    /** Says QUIT and closes: the answer would say nothing, and some hosts take their time for it. */
    public void quit() {
        if (farewell == null) {
            // nobody waits for it
            Step<Integer> unused = connection.send(bytes("QUIT"));
        }
        connection.close();
    }

    Step<SmtpReply> exchange(String line) {
        return say(line, line, false, COMMAND);
    }

    Step<SmtpReply> secret(String line, String shown) {
        return say(line, shown, true, COMMAND);
    }

    /** Sends a message and its end; dots are stuffed (RFC 5321, section 4.5.2). */
    Step<SmtpReply> message(String text) {
        String body = text.endsWith("\r\n") ? text : text + "\r\n";
        return say(DotStuffing.stuffed(body) + ".", "the end of the message", false, END_OF_DATA);
    }

    Step<List<SmtpReply>> exchanges(List<String> lines, boolean pipelined) {
        if (!pipelined) {
            return Step.inTurn(lines, this::exchange);
        }
        return inStep().then(ready -> connection.send(bytes(String.join("\r\n", lines))))
                .then(sent -> {
                    Step<List<SmtpReply>> all = Step.saw(new ArrayList<>());
                    for (String line : lines) {
                        all = all.then(
                                before -> hear("the answer to " + line, COMMAND).map(reply -> {
                                    before.add(reply);
                                    return before;
                                }));
                    }
                    return all.map(List::copyOf);
                });
    }

    private Step<SmtpReply> say(String line, String shown, boolean secret, Duration within) {
        return inStep().then(ready -> secret ? connection.sendSecret(bytes(line)) : connection.send(bytes(line)))
                .then(sent -> hear(shown.startsWith("the ") ? shown : "the answer to " + shown, within));
    }

    private Step<SmtpReply> hear(String awaited, Duration within) {
        if (farewell != null) {
            return Step.missed(Reason.RATE_LIMITED, connection.peer() + " said " + farewell);
        }
        return replies.next(awaited, within).observed().then(observed -> {
            if (observed instanceof Observed.Missed<SmtpReply> missed) {
                outOfStep = missed;
            }
            observed.seen().ifPresent(this::heed);
            return Step.of(observed);
        });
    }

    /** That the next reply will be the answer to what we say next. */
    private Step<Boolean> inStep() {
        if (farewell != null) {
            return Step.missed(Reason.RATE_LIMITED, connection.peer() + " said " + farewell);
        }
        if (outOfStep != null) {
            return Step.of(outOfStep.as());
        }
        Optional<SmtpReply> stray = replies.leftOver();
        if (stray.isPresent()) {
            heed(stray.get());
            outOfStep = new Observed.Missed<>(
                    stray.get().code() == 421 ? Reason.RATE_LIMITED : Reason.PROTOCOL_VIOLATION,
                    connection.peer() + " said what nothing asked for: " + stray.get());
            return Step.of(outOfStep.as());
        }
        return Step.saw(true);
    }

    private void heed(SmtpReply reply) {
        if (reply.code() == 421) {
            farewell = reply;
        }
        if (reply.complaint()) {
            connection.tooMuch();
        }
    }

    private static byte[] bytes(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
