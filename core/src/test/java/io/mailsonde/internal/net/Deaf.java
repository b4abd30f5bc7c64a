package io.mailsonde.internal.net;

import io.mailsonde.dns.IpAddresses;
import io.mailsonde.wire.Peer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** A port that does not answer: its kernel queue is full (one more than the backlog), so further attempts are dropped. */
final class Deaf implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, IpAddresses.parse("127.0.0.1"));
    private final Socket first = new Socket(server.getInetAddress(), server.getLocalPort());
    private final Socket second = new Socket(server.getInetAddress(), server.getLocalPort());

    Deaf() throws IOException {}

    Peer peer() {
        return new Peer(Optional.empty(), server.getInetAddress(), server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
        server.close();
    }
}
