package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The MX of witness.example, at 127.0.2.1: it takes every message and keeps it for the test. */
final class Witness implements AutoCloseable {

    static final String ADDRESS = "127.0.2.1";

    /** What the lab's DNS has to know; everything else does not exist. */
    static final ZoneText ROOT = ZoneText.of(".", "127.0.0.53")
            .record("witness.example. MX 10 mx.witness.example.")
            .address("mx.witness.example.", ADDRESS);

    private static final Duration ONE_LINE = Duration.ofSeconds(20);

    private final ServerSocket listener;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(100);

    /** A message, with the address that brought it. */
    record Received(String client, String recipient, String text) {}

    private Witness(ServerSocket listener) {
        this.listener = listener;
    }

    static Witness start() {
        try {
            Witness witness = new Witness(new ServerSocket(25, 20, IpAddresses.parse(ADDRESS)));
            Thread thread = new Thread(witness::serve, "witness");
            thread.setDaemon(true);
            thread.start();
            return witness;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message with this token; those before it are forgotten. Null when it does not come in time. */
    @Nullable
    Received await(String token, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Received next = received.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            while (next != null && !next.text().contains(token)) {
                next = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout((int) ONE_LINE.toMillis());
                socket.setTcpNoDelay(true);
                talk(socket);
            } catch (IOException closedOrBroken) {
                // The next client, or the end.
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String client = socket.getInetAddress().getHostAddress();
        String recipient = "";
        write(socket, "220 mx.witness.example");
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("RCPT")) {
                recipient = line.substring("RCPT TO:".length());
            }
            if (command.equals("DATA")) {
                write(socket, "354 go on");
                StringBuilder text = new StringBuilder();
                for (line = reader.readLine(); line != null && !line.equals("."); line = reader.readLine()) {
                    text.append(line).append('\n');
                }
                boolean kept = received.offer(new Received(client, recipient, text.toString()));
                write(socket, kept ? "250 kept" : "452 full");
            } else if (command.equals("QUIT")) {
                write(socket, "221 bye");
                return;
            } else {
                write(socket, "250 ok");
            }
        }
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
