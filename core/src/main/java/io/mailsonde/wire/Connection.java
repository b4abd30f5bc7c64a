package io.mailsonde.wire;

import io.mailsonde.check.Step;
import io.mailsonde.evidence.TlsHandshake;
import java.time.Duration;
import java.util.Optional;

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
     * @return the number of bytes, once they are handed to the network; or missed: {@code TIMED_OUT} if the peer makes no room for them within 30 s,
     *     {@code CONNECTION_CLOSED}, {@code CANCELLED} if we closed it, or {@code LIMIT_REACHED} if more than 1 MiB would wait to be sent
     */
    Step<Integer> send(byte[] bytes);

    /**
     * Sends bytes that the evidence shows as {@code ***}, as it does wherever the peer repeats them, their base64 form or what they are the base64
     * form of.
     *
     * @param bytes one line to send; copied
     * @return as {@link #send(byte[])}
     */
    Step<Integer> sendSecret(byte[] bytes);

    /**
     * Waits for the next bytes, as they arrive: a stretch of at least one byte.
     *
     * @param awaited what is waited for, such as {@code "the greeting"}; named where it does not come
     * @param within how long to wait
     * @return the bytes, at most 64 KiB of them; or missed: {@code TIMED_OUT}, {@code CONNECTION_CLOSED} once what came before has been received,
     *     {@code CANCELLED} if we closed it, or {@code TOO_MUCH_DATA} once the peer has sent more than 16 MiB since we last sent anything. What is
     *     not received stays in the network, so a reader sets itself a bound and stops
     * @throws IllegalStateException if another read is under way
     */
    Step<byte[]> receive(String awaited, Duration within);

    /**
     * Speaks TLS from now on. A certificate is recorded, never a reason to stop. What was received before and not read is no longer handed out, since
     * it came in the clear: it stands in the handshake.
     *
     * @param serverName the name to ask for (SNI, RFC 6066, section 3); empty for none
     * @param within how long the handshake may take
     * @return what was agreed; or missed: {@code TLS_FAILED}, {@code TIMED_OUT}, {@code CONNECTION_CLOSED} or {@code CANCELLED}, after which the
     *     connection is closed
     * @throws IllegalStateException if a read is under way or TLS is spoken already
     */
    Step<TlsHandshake> startTls(Optional<String> serverName, Duration within);

    /**
     * How long the connection has stood.
     *
     * @return the time since it was made, by the auditor's ticker
     */
    Duration age();

    /** Notes that the peer said that it is too much (421, or a text about rates), for all who want to connect to it from now on. */
    void tooMuch();

    /** Closes the connection at once; what was handed to {@code send} before still leaves if the network takes it. Does nothing the second time. */
    void close();
}
