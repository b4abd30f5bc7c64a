package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The listening socket and its connections, each with a thread of its own. */
final class Port implements Runnable {
    static final int MAX_CONNECTIONS = 64;

    private final ServerSocket listener;
    private final String threadName;
    private final Setup setup;
    private final SessionLog log;
    private final Map<Wire, Thread> connections = new HashMap<>();
    private boolean closed;
    private long accepted;

    Port(ServerSocket listener, String threadName, Setup setup, SessionLog log) {
        this.listener = listener;
        this.threadName = threadName;
        this.setup = setup;
        this.log = log;
    }

    @Override
    public void run() {
        while (true) {
            try {
                open(listener.accept());
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
                // One client that is gone again before it was served does not end the others.
                setup.problems().add("a connection was not accepted", e);
            }
        }
    }

    private void open(Socket socket) throws IOException {
        Wire wire = new Wire(socket);
        synchronized (connections) {
            if (closed || connections.size() >= MAX_CONNECTIONS) {
                if (!closed) {
                    setup.problems().add("more than " + MAX_CONNECTIONS + " connections; one was closed");
                }
                wire.close();
                return;
            }
            InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
            Conversation conversation = new Conversation(
                    setup,
                    wire,
                    log.begin(peer),
                    peer.getAddress().getHostAddress(),
                    socket.getLocalAddress().getHostAddress());
            accepted++;
            Thread thread = new Thread(
                    () -> {
                        try {
                            conversation.run();
                        } finally {
                            ended(wire);
                        }
                    },
                    threadName + "-session-" + accepted);
            thread.setDaemon(true);
            connections.put(wire, thread);
            thread.start();
        }
    }

    private void ended(Wire wire) {
        synchronized (connections) {
            connections.remove(wire);
        }
    }

    void close() throws IOException {
        listener.close();
        synchronized (connections) {
            closed = true;
            connections.keySet().forEach(Wire::close);
        }
    }

    /** Waits for the threads of all connections. */
    boolean awaitClosed(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Thread> threads;
        synchronized (connections) {
            threads = List.copyOf(connections.values());
        }
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
