package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

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
    private final Thread thread;
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
        thread = new Thread(this::acceptAll, "loopback-peer");
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

    /** Asserts how many connections there have been; a client may know of one before this side does. */
    void assertSeen(int connections) {
        Rig.until(() -> seen.get() >= connections);
        assertThat(seen).hasValue(connections);
    }

    /** Returns once the port is closed, which the JDK leaves open for as long as a thread accepts. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
