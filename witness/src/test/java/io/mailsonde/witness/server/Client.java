package io.mailsonde.witness.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An SMTP client on a plain socket, that shares nothing with the server. */
final class Client implements AutoCloseable {
    private static final int PATIENCE = (int) Duration.ofSeconds(20).toMillis();

    private final Socket socket;
    private final BufferedReader in;

    Client(InetSocketAddress server) throws IOException {
        socket = new Socket();
        socket.setSoTimeout(PATIENCE);
        socket.connect(server, PATIENCE);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    static Client greeted(InetSocketAddress server) throws IOException {
        Client client = new Client(server);
        String greeting = client.reply();
        if (!greeting.startsWith("220")) {
            client.close();
            throw new IOException(greeting);
        }
        return client;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last line of the next reply; {@code "closed"} at the end. */
    String reply() throws IOException {
        String line;
        do {
            line = in.readLine();
        } while (line != null && line.startsWith("-", 3));
        return line == null ? "closed" : line;
    }

    String ask(String command) throws IOException {
        send(command + "\r\n");
        return reply();
    }

    /** Sends a message in the ordinary way and returns the reply to its end, or to the recipient where that is refused. */
    String deliver(String recipient, String message) throws IOException {
        ask("MAIL FROM:<sender@mx.example>");
        String reply = ask("RCPT TO:<" + recipient + ">");
        if (!reply.startsWith("250")) {
            return reply;
        }
        ask("DATA");
        return ask(message + "\r\n.");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
