package io.mailsonde.internal.net;

import io.mailsonde.dns.IpAddresses;
import io.mailsonde.wire.Peer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of the JDK on loopback that accepts whatever comes and leaves what to do with it to the test. */
final class LoopbackPeer implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private final AtomicInteger seen = new AtomicInteger();

    LoopbackPeer() {
        this("127.0.0.1");
    }

    LoopbackPeer(String address) {
        try {
            server = new ServerSocket(0, 2_000, IpAddresses.parse(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::acceptAll, "loopback-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setSoTimeout(10_000);
                seen.incrementAndGet();
                accepted.add(socket);
            } catch (IOException closed) {
                return;
            }
        }
    }

    Peer peer() {
        return new Peer(Optional.empty(), server.getInetAddress(), server.getLocalPort());
    }

    /** The next connection that somebody opened. */
    Socket next() throws InterruptedException {
        Socket socket = accepted.poll(10, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("nobody connected to " + peer());
        }
        return socket;
    }

    /** How many connections there have been. */
    int seen() {
        return seen.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
