package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Greylisting (RFC 6647) as a policy server of Postfix: the first attempt of a client, sender and recipient is put off,
 * later ones pass.
 *
 * <p>It answers one request in each connection, and one connection after the other, so that one thread will do.
 */
final class Greylist implements AutoCloseable {

    private static final int MOST_TRIPLETS = 10_000;
    private static final int MOST_LINES = 100;
    private static final int BACKLOG = 100;
    private static final int ONE_REQUEST_MILLIS = 2_000;

    private final ServerSocket listener;
    private final Set<String> seen = new HashSet<>();

    private Greylist(ServerSocket listener) {
        this.listener = listener;
    }

    static Greylist start() {
        try {
            Greylist greylist = new Greylist(new ServerSocket(0, BACKLOG, IpAddresses.parse("127.0.0.1")));
            Thread thread = new Thread(greylist::serve, "greylist");
            thread.setDaemon(true);
            thread.start();
            return greylist;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the greylist", e);
        }
    }

    /** As Postfix names it in check_policy_service. */
    String service() {
        return "inet:127.0.0.1:" + listener.getLocalPort();
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
                socket.setSoTimeout(ONE_REQUEST_MILLIS);
                answer(socket);
            } catch (IOException closedOrBroken) {
                // Postfix asks again in a new connection, or the loop ends.
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        Map<String, String> attributes = new HashMap<>();
        String line = reader.readLine();
        while (line != null && !line.isEmpty() && attributes.size() < MOST_LINES) {
            int equals = line.indexOf('=');
            attributes.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
            line = reader.readLine();
        }
        if (line == null) {
            return;
        }
        String triplet =
                attributes.get("client_address") + " " + attributes.get("sender") + " " + attributes.get("recipient");
        boolean putOff = seen.size() < MOST_TRIPLETS && seen.add(triplet);
        String action = putOff ? "DEFER 4.2.0 Greylisted, try again" : "DUNNO";
        socket.getOutputStream().write(("action=" + action + "\n\n").getBytes(StandardCharsets.US_ASCII));
    }
}
