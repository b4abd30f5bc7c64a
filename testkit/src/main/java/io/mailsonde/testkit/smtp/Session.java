package io.mailsonde.testkit.smtp;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server saw of one connection, at the time it was asked for.
 *
 * @param peer the client's address and port
 * @param commands the commands, oldest first, at most the first 1000
 * @param sender the path of the last accepted MAIL, or null if there is none or it was reset
 * @param recipients the paths accepted for it by RCPT
 * @param messages the messages taken, oldest first, at most the first 100
 * @param tls the TLS version such as {@code "TLSv1.3"}, or null without TLS
 * @param end how it ended
 */
public record Session(
        InetSocketAddress peer,
        List<Command> commands,
        @Nullable String sender,
        List<String> recipients,
        List<Message> messages,
        @Nullable String tls,
        End end) {
    /**
     * A session.
     *
     * @param peer the client's address and port
     * @param commands the commands, oldest first
     * @param sender the path of the last accepted MAIL, or null
     * @param recipients the paths accepted for it by RCPT
     * @param messages the messages taken, oldest first
     * @param tls the TLS version, or null without TLS
     * @param end how it ended
     */
    public Session {
        commands = List.copyOf(commands);
        recipients = List.copyOf(recipients);
        messages = List.copyOf(messages);
    }

    /**
     * The commands as texts.
     *
     * @return one text for each command, without line ends
     */
    public List<String> texts() {
        return commands.stream().map(Command::text).toList();
    }

    /**
     * Whether TLS was on, from the start or by STARTTLS.
     *
     * @return whether it was
     */
    public boolean secure() {
        return tls != null;
    }
}
