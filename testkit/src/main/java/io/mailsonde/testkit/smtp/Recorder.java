package io.mailsonde.testkit.smtp;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is written down of one session while it goes on. */
final class Recorder {
    private static final int MAX_COMMANDS = 1000;
    private static final int MAX_MESSAGES = 100;

    private final SessionLog log;
    private final InetSocketAddress peer;
    private final List<Command> commands = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private @Nullable String sender;
    private List<String> recipients = List.of();
    private @Nullable String tls;
    private End end = End.OPEN;

    Recorder(SessionLog log, InetSocketAddress peer) {
        this.log = log;
        this.peer = peer;
    }

    void command(Command command) {
        log.change(() -> {
            if (commands.size() < MAX_COMMANDS) {
                commands.add(command);
            }
        });
    }

    void envelope(@Nullable String from, List<String> to) {
        List<String> copy = List.copyOf(to);
        log.change(() -> {
            sender = from;
            recipients = copy;
        });
    }

    void message(Message message) {
        log.change(() -> {
            if (messages.size() < MAX_MESSAGES) {
                messages.add(message);
                log.grow(message.data().length());
            }
        });
    }

    void tls(String version) {
        log.change(() -> tls = version);
    }

    void end(End how) {
        log.change(() -> {
            if (end == End.OPEN) {
                end = how;
            }
        });
    }

    /** Only under the lock of the log. */
    boolean open() {
        return end == End.OPEN;
    }

    /** Only under the lock of the log. */
    List<Command> commands() {
        return commands;
    }

    /** Only under the lock of the log. */
    long size() {
        return messages.stream().mapToLong(message -> message.data().length()).sum();
    }

    /** Only under the lock of the log. */
    Session session() {
        return new Session(peer, commands, sender, recipients, messages, tls, end);
    }
}
