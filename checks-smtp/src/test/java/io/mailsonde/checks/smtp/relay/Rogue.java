package io.mailsonde.checks.smtp.relay;

import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail host on plain sockets that does what no well-behaved one does. */
final class Rogue implements AutoCloseable {
    /** What it says to one connection. */
    interface Manner {
        void talk(Talk talk, int connection) throws IOException;
    }

    /** A connection, from the side of the host. */
    static final class Talk implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        private Talk(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        void says(String line) throws IOException {
            says(line, "\r\n");
        }

        void says(String text, String end) throws IOException {
            socket.getOutputStream().write((text + end).getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The next line; {@code "QUIT"} at the end. */
        String hears() throws IOException {
            String line = in.readLine();
            return line == null ? "QUIT" : line;
        }

        String asks(String line) throws IOException {
            says(line);
            String reply = hears();
            while (reply.startsWith("-", 3)) {
                reply = hears();
            }
            return reply;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private final ServerSocket listener;
    private final List<Talk> talks = new CopyOnWriteArrayList<>();

    Rogue(Manner manner) throws IOException {
        listener = new ServerSocket();
        listener.bind(new InetSocketAddress(IpAddresses.parse("127.0.0.1"), 0));
        AtomicInteger connections = new AtomicInteger();
        daemon(() -> {
            while (!listener.isClosed()) {
                Talk talk = new Talk(listener.accept());
                talks.add(talk);
                int connection = connections.incrementAndGet();
                daemon(() -> {
                    try (talk) {
                        manner.talk(talk, connection);
                    }
                });
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                // the other side or the test is through
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Brings a message to a server, as a mail host would. */
    static void brings(InetSocketAddress server, String sender, String recipient, String message) throws IOException {
        try (Talk talk = new Talk(new Socket(server.getAddress(), server.getPort()))) {
            String unusedGreeting = talk.hears();
            for (String line : List.of("EHLO rogue.example", "MAIL FROM:" + sender, "RCPT TO:" + recipient, "DATA")) {
                String unusedReply = talk.asks(line);
            }
            String unusedEnd = talk.asks(message + "\r\n.");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Talk talk : talks) {
            talk.close();
        }
    }
}
