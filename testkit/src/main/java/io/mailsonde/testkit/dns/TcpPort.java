package io.mailsonde.testkit.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TCP socket, its connections and the one thread that serves them. */
final class TcpPort implements Runnable {
    static final int MAX_CONNECTIONS = 64;

    private static final int MAX_TASKS = 1024;
    private static final int BACKLOG = 256;
    private static final long TICK_MILLIS = 1000;
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Responder responder;
    private final Problems problems;
    private final ArrayBlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(MAX_TASKS);
    private final Set<TcpConnection> connections = new HashSet<>();
    private final Object lock = new Object();
    private volatile @Nullable Thread thread;
    private int open;

    TcpPort(ServerSocketChannel listener, Responder responder, Problems problems) throws IOException {
        this.listener = listener;
        this.responder = responder;
        this.problems = problems;
        selector = Selector.open();
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            return listener.bind(address, BACKLOG);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (selector.isOpen()) {
                selector.select(this::serve, TICK_MILLIS);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    attempt(task);
                }
                closeIdle();
            }
        } catch (ClosedSelectorException e) {
            // The server closes; a closed selector is how this thread learns of it.
            return;
        } catch (IOException | RuntimeException e) {
            problems.add("the TCP thread ended", e);
        } finally {
            List.copyOf(connections).forEach(TcpConnection::close);
        }
    }

    private void serve(SelectionKey key) {
        if (key.attachment() instanceof TcpConnection connection) {
            attempt(() -> serve(key, connection));
        } else {
            attempt(this::accept);
        }
    }

    private static void serve(SelectionKey key, TcpConnection connection) {
        try {
            if (key.isWritable()) {
                connection.resume();
            }
            if (key.isValid() && key.isReadable()) {
                connection.read();
            }
        } catch (IOException e) {
            // A client that resets ends its own connection and nothing else.
            connection.close();
        }
    }

    /** What goes wrong with one connection does not end the others, and what goes wrong because the server closes is no problem. */
    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (selector.isOpen()) {
                problems.add("a connection failed", e);
            }
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                open(channel);
            }
        } catch (ClosedChannelException e) {
            // The listener closes while a client knocks: the client is refused as if it had come later.
            return;
        } catch (IOException e) {
            problems.add("a connection was not accepted", e);
        }
    }

    private void open(SocketChannel channel) throws IOException {
        if (connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        try {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            TcpConnection connection = new TcpConnection(this, channel, key);
            key.attach(connection);
            connections.add(connection);
            count();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void closeIdle() {
        if (!connections.isEmpty()) {
            long limit = System.nanoTime() - MAX_IDLE_NANOS;
            for (TcpConnection connection : new ArrayList<>(connections)) {
                if (connection.isIdleSince(limit)) {
                    connection.close();
                }
            }
        }
    }

    void respond(byte[] question, int length, InetSocketAddress client, TcpConnection connection) {
        responder.respond(question, length, Transport.TCP, client, connection);
    }

    void gone(TcpConnection connection) {
        connections.remove(connection);
        count();
    }

    void problem(String what, Throwable cause) {
        problems.add(what, cause);
    }

    private void count() {
        synchronized (lock) {
            open = connections.size();
            lock.notifyAll();
        }
    }

    int open() {
        synchronized (lock) {
            return open;
        }
    }

    void awaitNone(Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        synchronized (lock) {
            while (open > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "waited " + within + " for all TCP connections to be closed, " + open + " are open");
                }
                lock.wait(left);
            }
        }
    }

    /** Does something on the TCP thread: at once if this is it, else soon. */
    void run(Runnable task) {
        if (Thread.currentThread() == thread) {
            task.run();
            return;
        }
        try {
            tasks.put(task);
            selector.wakeup();
        } catch (InterruptedException e) {
            // Only the thread of the delays waits here, and only the end of the server interrupts it.
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening and closes what is open; afterwards the system refuses connections. */
    boolean refuse(long millis) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        run(() -> {
            try {
                listener.close();
                // A selector holds on to a closed channel until it selects again.
                selector.selectNow();
            } catch (IOException e) {
                problems.add("the TCP port was not closed", e);
            }
            List.copyOf(connections).forEach(TcpConnection::close);
            done.countDown();
        });
        return done.await(millis, TimeUnit.MILLISECONDS);
    }

    void close() throws IOException {
        listener.close();
        selector.close();
    }
}
