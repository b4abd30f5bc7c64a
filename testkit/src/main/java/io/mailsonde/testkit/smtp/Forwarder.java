package io.mailsonde.testkit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The plainest SMTP client: sends one message on, in lock-step and without TLS. */
final class Forwarder implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;
    private static final int MAX_LINE = 8192;
    private static final int MAX_LINES = 100;
    private static final int CODE = 3;
    private static final int ASCII = 128;

    private final InetSocketAddress server;
    private final Socket socket = new Socket();

    Forwarder(InetSocketAddress server) {
        this.server = server;
    }

    void send(Message message) throws IOException {
        socket.connect(server, CONNECT_MILLIS);
        Wire wire = new Wire(socket);
        expect(wire, '2', "the greeting");
        ask(wire, "EHLO " + Dialogue.HOST, '2');
        // RFC 6531, section 3.4: addresses beyond ASCII are announced
        boolean ascii = message.sender().chars().allMatch(c -> c < ASCII);
        ask(wire, "MAIL FROM:<" + message.sender() + (ascii ? ">" : "> SMTPUTF8"), '2');
        for (String recipient : message.recipients()) {
            ask(wire, "RCPT TO:<" + destination(recipient) + ">", '2');
        }
        ask(wire, "DATA", '3');
        String data = received(message) + message.data();
        String stuffed = data.replace("\r\n.", "\r\n..");
        ask(wire, stuffed + (stuffed.endsWith("\r\n") ? "." : "\r\n."), '2');
        ask(wire, "QUIT", '2');
    }

    private static String destination(String recipient) {
        String path = recipient;
        for (String next = Mailbox.of(path).rerouted();
                !next.isEmpty();
                next = Mailbox.of(path).rerouted()) {
            path = next;
        }
        Mailbox mailbox = Mailbox.of(path);
        String domain = mailbox.domain();
        return domain == null ? mailbox.local() : mailbox.local() + "@" + domain;
    }

    private static String received(Message message) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        String protocol = message.secure() ? "ESMTPS" : "ESMTP";
        return "Received: from " + message.helo() + " ([" + message.client() + "])\r\n\tby " + Dialogue.HOST + " with "
                + protocol + " id 4F0001;\r\n\t" + date + "\r\n";
    }

    private static void ask(Wire wire, String command, char wanted) throws IOException {
        wire.write(command + "\r\n");
        expect(wire, wanted, command.lines().findFirst().orElse(""));
    }

    private static void expect(Wire wire, char wanted, String to) throws IOException {
        for (int i = 0; i < MAX_LINES; i++) {
            String line = wire.readLine(MAX_LINE);
            if (line == null) {
                throw new EOFException("closed after " + to);
            }
            if (line.length() <= CODE || line.charAt(CODE) != '-') {
                if (line.charAt(0) != wanted) {
                    throw new IOException("the reply to " + to + " was " + line.strip());
                }
                return;
            }
        }
        throw new IOException("the reply to " + to + " had no end");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with a socket that cannot be closed.
            return;
        }
    }
}
