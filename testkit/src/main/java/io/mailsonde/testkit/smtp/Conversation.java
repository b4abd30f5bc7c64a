package io.mailsonde.testkit.smtp;

import io.mailsonde.testkit.smtp.Personality.Feature;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One connection from its greeting to its end, on a thread of its own. */
final class Conversation implements Runnable {
    private static final int SERVICE_CLOSES = 421;
    private static final int MAX_LINE = 8192;
    private static final int MAX_CHUNK = 32_768;
    private static final Duration PROXY_WAIT = Duration.ofMillis(500);
    private static final Duration PROXY_REQUIRED_WAIT = Duration.ofSeconds(30);

    private final Setup setup;
    private final Wire wire;
    private final Recorder recorder;
    private final Personality personality;
    private final Dialogue dialogue;
    private final Player player;

    Conversation(Setup setup, Wire wire, Recorder recorder, String client, String host) {
        this.setup = setup;
        this.wire = wire;
        this.recorder = recorder;
        personality = setup.personality();
        dialogue = new Dialogue(personality, setup.starttls() != null, client, host, recorder);
        player = new Player(wire);
    }

    @Override
    public void run() {
        End end = End.CLIENT_CLOSED;
        try {
            serve();
        } catch (SessionOver e) {
            end = e.end();
        } catch (SocketTimeoutException e) {
            end = End.TIMED_OUT;
        } catch (IOException e) {
            // A client that goes away ends its own session and nothing else.
            end = setup.closing() ? End.SERVER_CLOSED : End.CLIENT_CLOSED;
        } catch (RuntimeException e) {
            setup.problems().add("a session failed", e);
            end = End.SERVER_CLOSED;
        } finally {
            close(end);
            recorder.end(end);
        }
    }

    private void close(End end) {
        if (end == End.SERVER_RESET) {
            try {
                wire.reset();
            } catch (IOException e) {
                // The client has closed before.
                wire.close();
            }
        }
        wire.finish();
    }

    private void serve() throws IOException {
        respond(Answer.of(Stage.CONNECT, Reply.of()));
        readProxyHeader();
        SSLContext implicit = setup.implicit();
        if (implicit != null) {
            startTls(implicit, false);
        }
        respond(dialogue.greeting());
        for (String line = wire.readLine(MAX_LINE); line != null; line = wire.readLine(MAX_LINE)) {
            Command command = new Command(line, dialogue.isSecure());
            recorder.command(command);
            if (line.endsWith("\n")) {
                respond(dialogue.answer(command));
            } else if (!skipLine()) {
                return;
            }
        }
    }

    /** The rest of a line that is too long, which gets one reply, or of one that the client never ended. */
    private boolean skipLine() throws IOException {
        String rest;
        do {
            rest = wire.readLine(MAX_LINE);
            if (rest == null) {
                return false;
            }
        } while (!rest.endsWith("\n"));
        respond(dialogue.tooLong());
        return true;
    }

    private void readProxyHeader() throws IOException {
        boolean required = personality.can(Feature.PROXY_REQUIRED);
        if (required || personality.can(Feature.PROXY)) {
            String address = ProxyHeader.read(wire, required ? PROXY_REQUIRED_WAIT : PROXY_WAIT);
            if (address != null) {
                dialogue.claim(address);
            } else if (required) {
                throw new SessionOver(End.SERVER_CLOSED);
            }
        }
    }

    private void respond(Answer answer) throws IOException {
        Effect scripted = setup.scripts().next(answer.stage(), answer.command());
        Effect effect = scripted == null ? Fault.NONE : scripted;
        Reply counts = Player.counting(effect, answer.reply());
        boolean done = counts != null && counts.positive();
        if (done) {
            // Before the reply, so that whoever has read it finds what it says.
            answer.done().run();
        } else if (answer.stage() == Stage.GREETING && counts != null) {
            dialogue.refuse();
        }
        player.play(effect, answer.reply());
        if (answer.next() == Answer.Next.END) {
            throw new SessionOver(End.QUIT);
        } else if (counts != null && (counts.closes() || counts.code() == SERVICE_CLOSES)) {
            throw new SessionOver(End.SERVER_CLOSED);
        } else if (done) {
            follow(answer.next());
        }
    }

    private void follow(Answer.Next next) throws IOException {
        switch (next) {
            case MESSAGE -> readMessage();
            case TLS -> {
                SSLContext context = setup.starttls();
                if (context != null) {
                    startTls(context, personality.can(Feature.KEEPS_PLAINTEXT));
                }
            }
            case COMMAND, END -> {}
        }
    }

    private void startTls(SSLContext context, boolean keep) throws IOException {
        try {
            recorder.tls(wire.startTls(context, keep));
        } catch (SSLException e) {
            throw new SessionOver(setup.closing() ? End.SERVER_CLOSED : End.TLS_FAILED);
        }
        dialogue.secured(keep);
        respond(Answer.of(Stage.AFTER_TLS, Reply.of()));
    }

    private void readMessage() throws IOException {
        String data = readData();
        respond(dialogue.message(data, () -> {
            if (data != null) {
                Message message = dialogue.received(data);
                recorder.message(message);
                setup.deliveries().add(personality, message);
            }
        }));
        dialogue.endTransaction();
    }

    /** The data up to CRLF, dot, CRLF; only this ends them, so that no message is smuggled in another. */
    private @Nullable String readData() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean begins = true;
        boolean large = false;
        while (true) {
            String line = wire.readLine(MAX_CHUNK);
            if (line == null) {
                throw new SessionOver(End.CLIENT_CLOSED);
            } else if (begins && line.equals(".\r\n")) {
                return large ? null : data.toString();
            }
            large |= data.length() + line.length() > Dialogue.MAX_MESSAGE;
            if (!large) {
                data.append(line, begins && line.startsWith(".") ? 1 : 0, line.length());
            }
            begins = line.endsWith("\r\n");
        }
    }
}
