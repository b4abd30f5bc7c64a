package io.mailsonde.testkit.smtp;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The octets of one connection, with and without TLS. Used by its one thread; only {@link #close()} is for any. */
final class Wire {
    private static final int BUFFER = 65_536;
    private static final int IDLE_MILLIS = 300_000;
    private static final int TLS_RECORD_HANDSHAKE = 0x16;

    private final Socket raw;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final byte[] buffer = new byte[BUFFER];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private int from;
    private int to;

    Wire(Socket raw) throws IOException {
        this.raw = raw;
        raw.setTcpNoDelay(true);
        socket = raw;
        in = raw.getInputStream();
        out = raw.getOutputStream();
    }

    /** One write, so that a reply does not fall into pieces by itself. */
    void write(String latin1) throws IOException {
        if (!latin1.isEmpty()) {
            out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    /**
     * The octets up to the next LF, or {@code max} of them if there is none among so many.
     *
     * @return null when the client has closed
     */
    @Nullable
    String readLine(int max) throws IOException {
        int looked = from;
        while (true) {
            for (; looked < to && looked - from < max; looked++) {
                if (buffer[looked] == '\n') {
                    return take(looked + 1 - from);
                }
            }
            if (looked - from >= max) {
                return take(max);
            }
            int seen = looked - from;
            if (fill(IDLE_MILLIS) < 0) {
                return null;
            }
            looked = from + seen;
        }
    }

    private String take(int octets) {
        String text = new String(buffer, from, octets, StandardCharsets.ISO_8859_1);
        from += octets;
        return text;
    }

    private int fill(int millis) throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        socket.setSoTimeout(millis);
        int octets = in.read(buffer, to, BUFFER - to);
        to += Math.max(0, octets);
        return octets;
    }

    /** The first octets, once there are so many or the wait is over; they stay unread. */
    byte[] peek(int octets, Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        for (int millis = left(deadline); to - from < octets && millis > 0; millis = left(deadline)) {
            try {
                if (fill(millis) < 0) {
                    break;
                }
            } catch (SocketTimeoutException e) {
                break;
            }
        }
        byte[] first = new byte[Math.min(octets, to - from)];
        System.arraycopy(buffer, from, first, 0, first.length);
        return first;
    }

    void skip(int octets) {
        from = Math.min(to, from + octets);
    }

    private static int left(long deadline) {
        long nanos = deadline - System.nanoTime();
        return nanos <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    /** Waits, but no longer than both sides keep the connection; what comes meanwhile is kept to be read. */
    void pause(Duration by) throws IOException {
        long deadline = System.nanoTime() + by.toNanos();
        for (int millis = left(deadline); millis > 0; millis = left(deadline)) {
            if (to - from == BUFFER) {
                awaitClosed(millis);
            } else {
                try {
                    if (fill(millis) < 0) {
                        throw new EOFException("the client has closed");
                    }
                } catch (SocketTimeoutException e) {
                    // The pause is over, and nobody has closed.
                    return;
                }
            }
        }
    }

    private void awaitClosed(int millis) throws IOException {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new EOFException("the server closes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Reads and forgets until somebody closes. */
    void drain() throws IOException {
        do {
            from = to;
        } while (fill(0) >= 0);
    }

    /** Waits for the client to send something, which stays unread. */
    void awaitOctets() throws IOException {
        if (from == to && fill(IDLE_MILLIS) < 0) {
            throw new EOFException("the client has closed");
        }
    }

    /**
     * Begins TLS as its server.
     *
     * @param keep whether plain text that came early is later read as if it had come inside TLS, as by broken servers
     * @return the version
     */
    String startTls(SSLContext context, boolean keep) throws IOException {
        boolean hello = from < to && buffer[from] == TLS_RECORD_HANDSHAKE;
        InputStream consumed =
                hello ? new ByteArrayInputStream(buffer.clone(), from, to - from) : InputStream.nullInputStream();
        if (hello || !keep) {
            from = to;
        }
        raw.setSoTimeout(IDLE_MILLIS);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(raw, consumed, true);
        tls.startHandshake();
        socket = tls;
        in = tls.getInputStream();
        out = tls.getOutputStream();
        return tls.getSession().getProtocol();
    }

    /** Ends the connection in good order: TLS with its alert, and TCP with FIN. */
    void finish() {
        try {
            // What the client said and nobody read would turn the FIN into RST, which takes the last reply with it.
            for (int unread = in.available(); unread > 0; unread = in.available()) {
                in.skipNBytes(unread);
            }
            socket.setSoTimeout(1);
            socket.close();
        } catch (IOException e) {
            // The client was faster; closing the socket below is what counts.
            close();
        }
        close();
    }

    /** Ends the connection with RST. */
    void reset() throws IOException {
        raw.setSoLinger(true, 0);
        close();
    }

    /** Closes the socket at once, whatever its thread does. */
    void close() {
        closed.countDown();
        try {
            raw.close();
        } catch (IOException e) {
            // Nothing is left to be done with a socket that cannot be closed.
            return;
        }
    }
}
