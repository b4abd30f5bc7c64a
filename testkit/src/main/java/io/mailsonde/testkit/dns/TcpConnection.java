package io.mailsonde.testkit.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One client over TCP. Everything but {@link Reply} and its siblings happens on the TCP thread. */
final class TcpConnection implements Reply {
    private static final int MAX_QUESTION = 4096;
    private static final int LENGTH_OCTETS = 2;
    /** With this much waiting to be written, no further question is read. */
    private static final int MAX_WAITING = 1 << 20;

    private final TcpPort port;
    private final SocketChannel channel;
    private final InetSocketAddress client;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(LENGTH_OCTETS + MAX_QUESTION);
    private final ArrayDeque<ByteBuffer> out = new ArrayDeque<>();
    private final byte[] question = new byte[MAX_QUESTION];
    private int waiting;
    private boolean closeWhenWritten;
    private boolean closed;
    private long usedAt = System.nanoTime();

    TcpConnection(TcpPort port, SocketChannel channel, SelectionKey key) throws IOException {
        this.port = port;
        this.channel = channel;
        this.key = key;
        this.client = (InetSocketAddress) channel.getRemoteAddress();
    }

    @Override
    public void send(byte[] buffer, int length) {
        ByteBuffer framed = ByteBuffer.allocate(LENGTH_OCTETS + length)
                .putShort((short) length)
                .put(buffer, 0, length)
                .flip();
        port.run(() -> write(framed));
    }

    /** Sends octets without a length before them. */
    void sendOctets(byte[] octets) {
        port.run(() -> write(ByteBuffer.wrap(octets)));
    }

    /** Closes once all that was sent before is written. */
    void finish() {
        port.run(() -> {
            closeWhenWritten = true;
            if (out.isEmpty()) {
                close();
            }
        });
    }

    void reset() {
        port.run(() -> {
            try {
                if (!closed) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                port.problem("a connection was not reset", e);
            }
            close();
        });
    }

    boolean isIdleSince(long nanos) {
        return usedAt - nanos < 0;
    }

    void read() throws IOException {
        usedAt = System.nanoTime();
        int got = channel.read(in);
        if (got < 0) {
            close();
            return;
        }
        in.flip();
        takeQuestions();
        in.compact();
        interest();
    }

    private void takeQuestions() {
        while (!closed && !closeWhenWritten && in.remaining() >= LENGTH_OCTETS) {
            int length = in.getShort(in.position()) & 0xFFFF;
            if (length > MAX_QUESTION) {
                close();
                return;
            }
            if (in.remaining() < LENGTH_OCTETS + length || waiting >= MAX_WAITING) {
                return;
            }
            in.getShort();
            in.get(question, 0, length);
            port.respond(question, length, client, this);
        }
    }

    private void write(ByteBuffer octets) {
        if (closed || closeWhenWritten) {
            return;
        }
        out.addLast(octets);
        waiting += octets.remaining();
        // Where something waited already, the socket is full and the selector says when it is not.
        if (out.size() == 1) {
            flush();
        }
    }

    /** The socket takes octets again: writes what waits, then answers questions that were read before the pause. */
    void resume() {
        flush();
        if (!closed) {
            in.flip();
            takeQuestions();
            in.compact();
            interest();
        }
    }

    private void flush() {
        try {
            while (!out.isEmpty()) {
                ByteBuffer next = out.peekFirst();
                waiting -= channel.write(next);
                if (next.hasRemaining()) {
                    break;
                }
                out.removeFirst();
                usedAt = System.nanoTime();
            }
            if (out.isEmpty() && closeWhenWritten) {
                close();
            }
            interest();
        } catch (IOException e) {
            // The client is gone, which is its right; what is left unsaid has no receiver.
            close();
        }
    }

    private void interest() {
        if (!closed) {
            boolean reads = waiting < MAX_WAITING && in.hasRemaining();
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (out.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        out.clear();
        try {
            channel.close();
        } catch (IOException e) {
            port.problem("a connection was not closed", e);
        }
        port.gone(this);
    }
}
