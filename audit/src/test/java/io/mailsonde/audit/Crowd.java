package io.mailsonde.audit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Mail hosts at every address of the lab, served by one thread: the last octet of the address that a client came to says how they behave.
 */
final class Crowd implements AutoCloseable {
    static final int PORT = 2500;

    private static final long SLOW_NANOS = 1_500_000_000L;
    private static final byte[] ENDLESS = "220-and then\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII);

    /** How a host behaves. */
    enum Manner {
        /** Refuses us at once (RFC 5321, section 3.1). */
        UNWELCOMING,
        /** Hangs up without a word. */
        CURT,
        /** Never ends its greeting. */
        ENDLESS,
        /** Says what is no SMTP. */
        GARBAGE,
        /** Takes its time, and then says that it is too much. */
        SLOW;

        static Manner of(int lastOctet) {
            return switch (lastOctet % 5) {
                case 0 -> UNWELCOMING;
                case 1 -> CURT;
                case 2 -> ENDLESS;
                case 3 -> GARBAGE;
                default -> SLOW;
            };
        }
    }

    private record Slow(SocketChannel channel, long at) {}

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Queue<Slow> slow = new ArrayDeque<>();
    private final Thread thread = new Thread(this::serve, "crowd");
    private final AtomicInteger visits = new AtomicInteger();
    private volatile boolean closed;

    Crowd() throws IOException {
        listener.bind(new InetSocketAddress(PORT), 1_024)
                .configureBlocking(false)
                .register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(20);
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    attend(key);
                }
                while (!slow.isEmpty() && slow.peek().at() - System.nanoTime() <= 0) {
                    say(slow.remove().channel(), "421 4.3.2 too busy\r\n");
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void attend(SelectionKey key) throws IOException {
        if (key.isValid() && key.isAcceptable()) {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                visits.incrementAndGet();
                greet(channel);
            }
        } else if (key.isValid() && key.isWritable()) {
            more(key);
        }
    }

    private void greet(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        byte[] to = ((InetSocketAddress) channel.getLocalAddress()).getAddress().getAddress();
        switch (Manner.of(to[3] & 255)) {
            case UNWELCOMING -> say(channel, "554 5.7.1 not you\r\n");
            case CURT -> channel.close();
            case ENDLESS -> channel.register(selector, SelectionKey.OP_WRITE);
            case GARBAGE -> say(channel, "\0\u0001\u001b[2J HTTP/1.1 400\n\n");
            case SLOW -> slow.add(new Slow(channel, System.nanoTime() + SLOW_NANOS));
        }
    }

    private static void more(SelectionKey key) throws IOException {
        try {
            ((SocketChannel) key.channel()).write(ByteBuffer.wrap(ENDLESS));
        } catch (IOException gone) {
            key.channel().close();
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        try (channel) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException gone) {
            // the client has left
        }
    }

    /** How many connections there were. */
    int visits() {
        return visits.get();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        listener.close();
    }
}
