package io.mailsonde.testkit.smtp;

import io.mailsonde.testkit.smtp.Answer.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The honest server: which reply a command gets, given all that came before (RFC 5321, sections 3 and 4). */
final class Dialogue {
    /** The name of the server. */
    static final String HOST = "mx.example.org";

    static final int MAX_MESSAGE = 10 << 20;

    private static final int MAX_RECIPIENTS = 1000;

    private final Personality personality;
    private final boolean tlsOffered;
    private final String host;
    private final Recorder recorder;
    private String client;
    private boolean claimed;
    private boolean secure;
    private boolean loggedIn;
    private boolean refused;
    private String helo = "";
    private boolean extended;
    private @Nullable String sender;
    private List<String> recipients = new ArrayList<>();
    private int commands;
    private int errors;

    Dialogue(Personality personality, boolean tlsOffered, String client, String host, Recorder recorder) {
        this.personality = personality;
        this.tlsOffered = tlsOffered;
        this.client = client;
        this.host = host;
        this.recorder = recorder;
    }

    /** Believes what a PROXY header or XCLIENT says; no address leaves the former one. */
    void claim(String address) {
        if (!address.isEmpty()) {
            client = address;
            claimed = true;
        }
    }

    /** TLS begins; what the client said before is forgotten (RFC 3207, section 4.2). */
    void secured(boolean keep) {
        secure = true;
        if (!keep) {
            forget();
        }
    }

    boolean isSecure() {
        return secure;
    }

    private void forget() {
        helo = "";
        loggedIn = false;
        reset();
    }

    private void reset() {
        sender = null;
        recipients = new ArrayList<>();
        recorder.envelope(null, recipients);
    }

    /** The greeting was no welcome, so that only QUIT is served (RFC 5321, section 3.1). */
    void refuse() {
        refused = true;
    }

    Answer greeting() {
        return decided(Stage.GREETING, "", "", Reply.of("220 " + HOST + " ESMTP"), () -> {}, Next.COMMAND);
    }

    Answer answer(Command command) {
        commands++;
        String text = command.text();
        String argument = command.argument();
        Answer answer = switch (command.verb()) {
            case "EHLO" -> hello(Stage.EHLO, text, argument);
            case "HELO" -> hello(Stage.HELO, text, argument);
            case "MAIL" -> mail(text, argument);
            case "RCPT" -> rcpt(text, argument);
            case "DATA" -> data(text, argument);
            case "RSET" -> decided(Stage.RSET, text, "", ok("250 2.0.0 Ok"), this::reset, Next.COMMAND);
            case "NOOP" -> decided(Stage.NOOP, text, "", ok("250 2.0.0 Ok"), () -> {}, Next.COMMAND);
            case "VRFY" -> decided(Stage.VRFY, text, "", ok("252 2.0.0 " + argument), () -> {}, Next.COMMAND);
            case "STARTTLS" -> starttls(text, argument);
            case "AUTH" -> auth(text);
            case "XCLIENT" -> xclient(text, argument);
            case "QUIT" -> decided(Stage.QUIT, text, "", ok("221 2.0.0 Bye"), () -> {}, Next.END);
            case "HELP", "EXPN", "TURN", "ETRN", "BDAT" -> other(text, "502 5.5.1 Error: command not implemented");
            default -> other(text, "500 5.5.2 Error: command not recognized");
        };
        return refused && answer.stage() != Stage.QUIT
                ? Answer.of(answer.stage(), Reply.of("503 5.5.1 Error: access denied, say QUIT"))
                : answer;
    }

    private static Reply ok(String line) {
        return Reply.of(line);
    }

    private Visit visit(String path) {
        return new Visit(client, claimed, host, secure, loggedIn, helo, sender, recipients, path, commands, errors);
    }

    private Answer decided(Stage stage, String command, String path, Reply reply, Runnable done, Next next) {
        Optional<Reply> judged = personality.judge(stage, visit(path));
        return new Answer(stage, command, judged.orElse(reply), done, next);
    }

    private Answer wrong(Stage stage, String command, String line) {
        errors++;
        Optional<Reply> judged = personality.judge(Stage.OTHER, visit(""));
        return new Answer(stage, command, judged.orElse(Reply.of(line)), () -> {}, Next.COMMAND);
    }

    private Answer other(String command, String line) {
        return wrong(Stage.OTHER, command, line);
    }

    Answer tooLong() {
        commands++;
        return other("", "500 5.5.2 Error: line too long");
    }

    private Answer hello(Stage stage, String command, String name) {
        if (name.isEmpty()) {
            return wrong(stage, command, "501 5.5.4 Syntax: " + stage + " hostname");
        }
        Reply reply = stage == Stage.EHLO ? extensions() : Reply.of("250 " + HOST);
        return decided(
                stage,
                command,
                "",
                reply,
                () -> {
                    reset();
                    helo = name;
                    extended = stage == Stage.EHLO;
                },
                Next.COMMAND);
    }

    private Reply extensions() {
        List<String> words = new ArrayList<>(List.of(HOST, "PIPELINING", "SIZE " + MAX_MESSAGE, "VRFY"));
        if (tlsOffered && !secure) {
            words.add("STARTTLS");
        }
        if (personality.can(Personality.Feature.AUTH)) {
            words.add("AUTH PLAIN LOGIN");
        }
        if (personality.can(Personality.Feature.XCLIENT)) {
            words.add("XCLIENT NAME ADDR PROTO HELO");
        }
        words.addAll(List.of("ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "DSN"));
        List<String> lines = new ArrayList<>();
        for (String word : words) {
            lines.add((lines.size() < words.size() - 1 ? "250-" : "250 ") + word);
        }
        return new Reply(lines, false);
    }

    private Answer mail(String command, String argument) {
        if (helo.isEmpty()) {
            return wrong(Stage.MAIL, command, "503 5.5.1 Error: send HELO/EHLO first");
        } else if (sender != null) {
            return wrong(Stage.MAIL, command, "503 5.5.1 Error: nested MAIL command");
        }
        PathArgument path = PathArgument.of("FROM:", argument);
        if (path == null) {
            return wrong(Stage.MAIL, command, "501 5.5.4 Syntax: MAIL FROM:<address>");
        } else if (!path.isMailbox() && !path.path().isEmpty()) {
            return wrong(Stage.MAIL, command, "501 5.1.7 Bad sender address syntax");
        } else if (!path.knows("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH")
                || (path.hasParameters() && !extended)) {
            return wrong(Stage.MAIL, command, "555 5.5.4 Unsupported option: " + path.parameters());
        }
        Runnable done = () -> {
            sender = path.path();
            recorder.envelope(sender, recipients);
        };
        return literal(decided(Stage.MAIL, command, path.path(), ok("250 2.1.0 Ok"), done, Next.COMMAND), path);
    }

    private Answer rcpt(String command, String argument) {
        if (sender == null) {
            return wrong(Stage.RCPT, command, "503 5.5.1 Error: need MAIL command");
        }
        PathArgument path = PathArgument.of("TO:", argument);
        if (path == null) {
            return wrong(Stage.RCPT, command, "501 5.5.4 Syntax: RCPT TO:<address>");
        } else if (!path.isMailbox()) {
            return wrong(Stage.RCPT, command, "501 5.1.3 Bad recipient address syntax");
        } else if (!path.knows("NOTIFY", "ORCPT") || (path.hasParameters() && !extended)) {
            return wrong(Stage.RCPT, command, "555 5.5.4 Unsupported option: " + path.parameters());
        } else if (recipients.size() >= MAX_RECIPIENTS) {
            return wrong(Stage.RCPT, command, "452 4.5.3 Error: too many recipients");
        }
        Runnable done = () -> {
            recipients.add(path.path());
            recorder.envelope(sender, recipients);
        };
        return literal(decided(Stage.RCPT, command, path.path(), ok("250 2.1.5 Ok"), done, Next.COMMAND), path);
    }

    private Answer literal(Answer answer, PathArgument path) {
        if (path.path().endsWith("]")) {
            errors++;
        }
        return answer;
    }

    private Answer data(String command, String argument) {
        if (!argument.isEmpty()) {
            return wrong(Stage.DATA, command, "501 5.5.4 Syntax: DATA");
        } else if (recipients.isEmpty()) {
            String line =
                    sender == null ? "503 5.5.1 Error: need RCPT command" : "554 5.5.1 Error: no valid recipients";
            return wrong(Stage.DATA, command, line);
        }
        Reply reply = Reply.of("354 End data with <CR><LF>.<CR><LF>");
        return decided(Stage.DATA, command, "", reply, () -> {}, Next.MESSAGE);
    }

    /** The end of a message; {@code null} for one that was too large to be kept. */
    Answer message(@Nullable String data, Runnable taken) {
        if (data == null) {
            reset();
            return Answer.of(Stage.MESSAGE, Reply.of("552 5.3.4 Error: message file too big"));
        }
        Reply reply = Reply.of("250 2.0.0 Ok: queued as "
                + Integer.toHexString(commands + 0x4F0000).toUpperCase(Locale.ROOT));
        return decided(Stage.MESSAGE, "", "", reply, taken, Next.COMMAND);
    }

    Message received(String data) {
        return new Message(client, helo, secure, sender == null ? "" : sender, recipients, data);
    }

    /** The transaction is over, whatever became of the message. */
    void endTransaction() {
        sender = null;
        recipients = new ArrayList<>();
    }

    private Answer starttls(String command, String argument) {
        if (!tlsOffered) {
            return wrong(Stage.STARTTLS, command, "502 5.5.1 Error: command not implemented");
        } else if (secure) {
            return wrong(Stage.STARTTLS, command, "554 5.5.1 Error: TLS already active");
        } else if (!argument.isEmpty()) {
            return wrong(Stage.STARTTLS, command, "501 5.5.4 Syntax: STARTTLS");
        }
        return decided(Stage.STARTTLS, command, "", ok("220 2.0.0 Ready to start TLS"), () -> {}, Next.TLS);
    }

    private Answer auth(String command) {
        if (!personality.can(Personality.Feature.AUTH)) {
            return wrong(Stage.AUTH, command, "503 5.5.1 Error: authentication not enabled");
        }
        if (loggedIn) {
            return wrong(Stage.AUTH, command, "503 5.5.1 Error: already authenticated");
        }
        Reply reply = Reply.of("535 5.7.8 Error: authentication failed");
        return decided(Stage.AUTH, command, "", reply, () -> loggedIn = true, Next.COMMAND);
    }

    private Answer xclient(String command, String argument) {
        if (!personality.can(Personality.Feature.XCLIENT)) {
            return wrong(Stage.XCLIENT, command, "502 5.5.1 Error: command not implemented");
        } else if (argument.isEmpty()) {
            return wrong(Stage.XCLIENT, command, "501 5.5.4 Syntax: XCLIENT attribute=value...");
        }
        Runnable done = () -> {
            forget();
            claim(PathArgument.attribute("ADDR", argument));
        };
        return decided(Stage.XCLIENT, command, "", Reply.of("220 " + HOST + " ESMTP"), done, Next.COMMAND);
    }
}
