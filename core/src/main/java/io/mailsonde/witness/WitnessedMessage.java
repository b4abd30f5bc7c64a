package io.mailsonde.witness;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message that reached the witness. Everything but the address and the time is what the sending host said, so writers escape it.
 *
 * @param token the token that it was for
 * @param egress the address that brought it
 * @param helo the name that this host greeted with; empty where it gave none
 * @param tls the protocol of the connection, such as {@code "TLSv1.3"}; empty in the clear
 * @param sender the envelope sender without angle brackets; empty for the null sender (RFC 5321, section 4.5.5)
 * @param recipients the envelope recipients that were accepted, without angle brackets
 * @param received the values of its Received header fields, unfolded, the latest hop first (RFC 5321, section 4.4); {@value #MAX_RECEIVED} at most
 * @param raw the message as it came, dots unstuffed, each byte one character of ISO 8859-1; the first {@value #MAX_RAW} bytes
 * @param size how many bytes it had
 * @param at when its end of data came
 */
public record WitnessedMessage(
        String token,
        InetAddress egress,
        String helo,
        Optional<String> tls,
        String sender,
        List<String> recipients,
        List<String> received,
        String raw,
        long size,
        Instant at) {
    /** The most bytes that are kept of a message. */
    public static final int MAX_RAW = 16 * 1024;

    /** The most Received header fields that are kept. */
    public static final int MAX_RECEIVED = 32;

    /** Copies the lists. */
    public WitnessedMessage {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(egress, "egress");
        Objects.requireNonNull(at, "at");
        recipients = List.copyOf(recipients);
        received = received.stream().limit(MAX_RECEIVED).toList();
        if (raw.length() > MAX_RAW) {
            raw = raw.substring(0, MAX_RAW);
        }
    }
}
