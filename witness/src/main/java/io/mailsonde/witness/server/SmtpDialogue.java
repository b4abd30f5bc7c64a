package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One session of the server's side of SMTP (RFC 5321), without a socket: bytes in, replies out. However the bytes are cut, the replies are the same;
 * no input makes it throw. What it keeps is bounded by a line, a message's beginning, {@value #MAX_RECIPIENTS} paths and {@value #MAX_UNHEARD} bytes
 * that came during a delay.
 */
final class SmtpDialogue {
    static final int MAX_SIZE = 1024 * 1024;
    static final int MAX_LINE = 4096;
    static final int MAX_RECIPIENTS = 100;

    /** Twice what a path may have (RFC 5321, section 4.5.3.1.3): each is kept with each message. */
    static final int MAX_PATH = 512;

    /** What is kept of a client's name (RFC 5321, section 4.5.3.1.2). */
    static final int MAX_NAME = 255;

    static final int MAX_COMMANDS = 1000;

    /** After so many lines that are no SMTP the other end is no mail host. */
    static final int MAX_FAULTS = 10;

    /** A message that goes on and on is not read to its end. */
    static final long MAX_DISCARDED = 4L * MAX_SIZE;

    /** What may come during a delay; a client that waits for its reply sends less, and what SmtpSession reads at once is less. */
    static final int MAX_UNHEARD = 256 * 1024;

    /** With so much unheard no more is to be read. */
    static final int ENOUGH_UNHEARD = 16 * 1024;

    /** A recipient whose answer is waited for. */
    private record Asked(String address, Verdict verdict) {}

    private final String name;
    private final Postbox postbox;
    private final StringBuilder replies = new StringBuilder();
    private final LineReader lines = new LineReader(MAX_LINE);
    private final List<String> recipients = new ArrayList<>();
    private final Set<String> tokens = new LinkedHashSet<>();
    private @Nullable DataReader data;
    private final SessionLog log;
    private final boolean offersTls;
    private final ByteArrayOutputStream unheard = new ByteArrayOutputStream();
    private @Nullable String sender;
    private @Nullable Asked asked;
    private String helo = "";
    private @Nullable String tls;
    private boolean startsTls;
    private int commands;
    private int faults;
    private boolean over;

    SmtpDialogue(String name, Postbox postbox, SessionLog log, boolean offersTls) {
        this.name = name;
        this.postbox = postbox;
        this.log = log;
        this.offersTls = offersTls;
    }

    String greeting() {
        return "220 " + name + " ESMTP\r\n";
    }

    /** Whether the connection is to be closed after the replies so far. What comes after that is not heard. */
    boolean over() {
        return over;
    }

    /** How long to wait until {@link #goOn} is to be called; null if nothing is waited for. */
    @Nullable
    Duration delay() {
        return asked == null ? null : asked.verdict().delay();
    }

    /** Whether so much came during a delay that no more is to be read before its end. */
    boolean full() {
        return unheard.size() >= ENOUGH_UNHEARD;
    }

    /** Whether the handshake of TLS is to be made after the replies so far; what comes before {@link #secured} is not heard. */
    boolean startsTls() {
        return startsTls;
    }

    /** Goes on inside TLS, knowing nothing of what was said before (RFC 3207, section 4.2). */
    void secured(String protocol) {
        startsTls = false;
        tls = protocol;
        helo = "";
        reset();
        lines.clear();
        log.secured(protocol);
    }

    /**
     * Takes what came and returns the replies to it, which are ASCII; empty while a line or a message is incomplete, and during a {@link #delay}: then it
     * keeps what came.
     */
    String hear(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && asked == null && !startsTls && !over) {
            hear(bytes[at++]);
        }
        if (asked != null && unheard.size() + bytes.length - at > MAX_UNHEARD) {
            hangUp("421 4.7.0 " + name + " Too much at once");
        } else if (asked != null) {
            unheard.write(bytes, at, bytes.length - at);
        }
        String said = replies.toString();
        replies.setLength(0);
        return said;
    }

    /** Ends the delay: says what was waited with, and hears what came meanwhile. */
    String goOn() {
        Asked delayed = asked;
        if (delayed == null) {
            return "";
        }
        asked = null;
        answer(delayed);
        byte[] meanwhile = unheard.toByteArray();
        unheard.reset();
        return hear(meanwhile);
    }

    private void hear(byte b) {
        DataReader message = data;
        if (message != null) {
            hearData(message, b);
        } else if (lines.hear(b)) {
            boolean tooLong = lines.tooLong();
            byte[] line = lines.line();
            lines.clear();
            hearLine(line, tooLong);
        }
    }

    private void hearData(DataReader message, byte b) {
        if (message.hear(b)) {
            data = null;
            log.message();
            if (message.size() > MAX_SIZE) {
                reply("552 5.3.4 Message too big");
            } else if (postbox.take(new Letter(
                    helo,
                    Optional.ofNullable(tls),
                    sender == null ? "" : sender,
                    List.copyOf(recipients),
                    Set.copyOf(tokens),
                    message.raw(),
                    message.size()))) {
                reply("250 2.6.0 Witnessed");
            } else {
                reply("550 5.1.1 No such address any more");
            }
            reset();
        } else if (message.size() > MAX_DISCARDED) {
            hangUp("421 4.3.4 " + name + " Message without end");
        }
    }

    private void hearLine(byte[] line, boolean tooLong) {
        if (++commands > MAX_COMMANDS) {
            hangUp("421 4.7.0 " + name + " Too many commands");
            return;
        }
        if (tooLong) {
            fault("500 5.5.2 Line too long");
            return;
        }
        String text = decoded(line);
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            fault("500 5.5.2 CR, LF or NUL in a command");
            return;
        }
        String command = text.strip();
        int space = command.indexOf(' ');
        String verb = (space < 0 ? command : command.substring(0, space)).toUpperCase(Locale.ROOT);
        String argument = space < 0 ? "" : command.substring(space + 1).strip();
        switch (verb) {
            case "EHLO" -> ehlo(argument);
            case "HELO" -> helo(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> rcpt(argument);
            case "DATA" -> data(argument);
            case "RSET" -> rset(argument);
            case "NOOP" -> reply("250 2.0.0 OK");
            case "QUIT" -> quit();
            case "STARTTLS" -> startTls(argument);
            case "VRFY" -> reply("252 2.5.2 Send mail and see");
            case "HELP" -> reply("214 2.0.0 RFC 5321");
            case "EXPN", "AUTH" -> reply("502 5.5.1 Not offered");
            default -> fault("500 5.5.1 Unknown command");
        }
    }

    private void ehlo(String argument) {
        if (greeted(argument, true)) {
            reply("250-" + name);
            reply("250-PIPELINING");
            reply("250-8BITMIME");
            reply("250-SMTPUTF8");
            reply("250-SIZE " + MAX_SIZE);
            if (offersTls && tls == null) {
                reply("250-STARTTLS");
            }
            reply("250 ENHANCEDSTATUSCODES");
        }
    }

    private void helo(String argument) {
        if (greeted(argument, false)) {
            reply("250 " + name);
        }
    }

    private boolean greeted(String argument, boolean extended) {
        if (argument.isEmpty()) {
            reply("501 5.5.4 Who are you?");
            return false;
        }
        helo = argument.length() > MAX_NAME ? argument.substring(0, MAX_NAME) : argument;
        log.greeted(helo, extended);
        reset();
        return true;
    }

    private void mail(String argument) {
        if (sender != null) {
            reply("503 5.5.1 One sender at a time");
            return;
        }
        Path path = Path.of("FROM:", argument).orElse(null);
        if (path == null) {
            reply("501 5.5.4 Syntax: MAIL FROM:<address>");
            return;
        }
        if (path.address().length() > MAX_PATH) {
            reply("501 5.1.7 Path too long");
            return;
        }
        for (String parameter : path.parameters()) {
            if (parameter.startsWith("SIZE=")) {
                if (!parameter.matches("SIZE=[0-9]{1,20}")) {
                    reply("501 5.5.4 Syntax: SIZE=bytes");
                    return;
                }
                // up to 15 digits fit a long, and more are too many
                if (parameter.length() > 20 || Long.parseLong(parameter.substring(5)) > MAX_SIZE) {
                    reply("552 5.3.4 Message too big");
                    return;
                }
            } else if (!Set.of("BODY=7BIT", "BODY=8BITMIME", "SMTPUTF8").contains(parameter)) {
                reply("555 5.5.4 Unknown parameter");
                return;
            }
        }
        sender = path.address();
        log.mail(sender);
        reply("250 2.1.0 OK");
    }

    private void rcpt(String argument) {
        if (sender == null) {
            reply("503 5.5.1 MAIL first");
            return;
        }
        Path path = Path.of("TO:", argument).orElse(null);
        if (path == null || path.address().isEmpty()) {
            reply("501 5.5.4 Syntax: RCPT TO:<address>");
        } else if (path.address().length() > MAX_PATH) {
            reply("501 5.1.3 Path too long");
        } else if (!path.parameters().isEmpty()) {
            reply("555 5.5.4 Unknown parameter");
        } else if (recipients.size() >= MAX_RECIPIENTS) {
            reply("452 4.5.3 Too many recipients");
        } else {
            Verdict verdict = postbox.verdict(path.address(), sender);
            log.rcpt(path.address(), verdict.tokens());
            Asked now = new Asked(path.address(), verdict);
            if (verdict.delay().isZero()) {
                answer(now);
            } else {
                asked = now;
            }
        }
    }

    private void answer(Asked recipient) {
        Verdict verdict = recipient.verdict();
        log.answered(verdict.reply().code());
        if (verdict.accepted()) {
            recipients.add(recipient.address());
            tokens.addAll(verdict.tokens());
        }
        reply(verdict.reply().line());
    }

    private void data(String argument) {
        if (!argument.isEmpty()) {
            reply("501 5.5.4 Syntax: DATA");
        } else if (sender == null) {
            reply("503 5.5.1 MAIL first");
        } else if (recipients.isEmpty()) {
            reply("503 5.5.1 No valid recipients");
        } else {
            log.data();
            data = new DataReader(WitnessedMessage.MAX_RAW);
            reply("354 End with CRLF.CRLF");
        }
    }

    private void rset(String argument) {
        if (argument.isEmpty()) {
            reset();
            reply("250 2.0.0 OK");
        } else {
            reply("501 5.5.4 Syntax: RSET");
        }
    }

    private void startTls(String argument) {
        if (!offersTls) {
            reply("502 5.5.1 Not offered");
        } else if (tls != null) {
            reply("503 5.5.1 Inside TLS already");
        } else if (!argument.isEmpty()) {
            reply("501 5.5.4 Syntax: STARTTLS");
        } else {
            startsTls = true;
            reply("220 2.0.0 Go ahead");
        }
    }

    private void quit() {
        log.quit();
        hangUp("221 2.0.0 " + name + " Bye");
    }

    private void reset() {
        log.endEnvelope();
        sender = null;
        recipients.clear();
        tokens.clear();
    }

    private void fault(String text) {
        reply(text);
        if (++faults >= MAX_FAULTS) {
            hangUp("421 4.7.0 " + name + " Too many errors");
        }
    }

    private void hangUp(String text) {
        over = true;
        data = null;
        asked = null;
        unheard.reset();
        reply(text);
    }

    private void reply(String text) {
        replies.append(text).append("\r\n");
    }

    /** UTF-8 (RFC 6531, section 3.3), or each byte one character where it is none. */
    private static String decoded(byte[] line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(line, StandardCharsets.ISO_8859_1);
        }
    }
}
