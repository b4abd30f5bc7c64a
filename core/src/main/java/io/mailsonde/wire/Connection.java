package io.mailsonde.wire;

import io.mailsonde.check.Step;
import java.time.Duration;

/**
 * An open connection that belongs to one look. Everything said on it is evidence; it is closed when the look ends, and may be closed before.
 *
 * <p>One reader at a time. Methods return at once.
 */
@io.mailsonde.check.Implementable
public interface Connection {
    /**
     * The address and port that the connection leads to.
     *
     * @return the peer
     */
    Peer peer();

    /**
     * The address that we connected from, which decides what many servers answer.
     *
     * @return the local address
     */
    java.net.InetAddress from();

    /**
     * Sends bytes as they are.
     *
     * @param bytes what to send; copied
     * @return the number of bytes, once they are handed to the network, or why not
     */
    Step<Integer> send(byte[] bytes);

    /**
     * Sends bytes that the evidence shows as {@code ***}.
     *
     * @param bytes what to send; copied
     * @return the number of bytes, once they are handed to the network, or why not
     */
    Step<Integer> sendSecret(byte[] bytes);

    /**
     * Waits for the next bytes, as they arrive: a stretch of at least one byte.
     *
     * @param awaited what is waited for, such as {@code "the greeting"}; named where it does not come
     * @param within how long to wait
     * @return the bytes; or missed: {@code TIMED_OUT}, {@code CONNECTION_CLOSED}, or {@code TOO_MUCH_DATA} once the connection's cap on unread
     *     bytes is passed
     * @throws IllegalStateException if another read is under way
     */
    Step<byte[]> receive(String awaited, Duration within);

    /** Closes the connection. Does nothing the second time. */
    void close();
}
