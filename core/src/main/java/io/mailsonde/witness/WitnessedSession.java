package io.mailsonde.witness;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A session that came to the witness, when it is over. Everything but the address and the times is what the client said, so writers escape it.
 *
 * @param egress the address that it came from
 * @param helo the name that it greeted with; empty where it gave none
 * @param extended whether it greeted with EHLO
 * @param tls the protocol of the connection, such as {@code "TLSv1.3"}; empty in the clear
 * @param envelopes what it asked for, in order; the first {@value #MAX_ENVELOPES}
 * @param quit whether it took its leave (RFC 5321, section 4.1.1.10)
 * @param at when it began
 * @param lasted how long it took
 */
public record WitnessedSession(
        InetAddress egress,
        String helo,
        boolean extended,
        Optional<String> tls,
        List<Envelope> envelopes,
        boolean quit,
        Instant at,
        Duration lasted) {
    /** The most envelopes that are kept of a session. */
    public static final int MAX_ENVELOPES = 16;

    /** The most recipients that are kept of an envelope. */
    public static final int MAX_RECIPIENTS = 16;

    /** What a session is, by how far it went. */
    public enum Kind {
        /** A message came, from a sender. */
        DELIVERY,
        /** A message came, from the null sender (RFC 5321, section 4.5.5): a report about another one. */
        BOUNCE,
        /** A recipient was named, and no message came: somebody wanted to know whether the address is there. */
        CALLOUT,
        /** No recipient was named. */
        SCAN
    }

    /** How far an envelope went. */
    public enum Stage {
        /** MAIL was answered. */
        MAIL,
        /** RCPT was answered. */
        RCPT,
        /** DATA was answered, and no end came. */
        DATA,
        /** A message came. */
        MESSAGE
    }

    /**
     * A recipient that was named.
     *
     * @param address without angle brackets
     * @param code what it was answered with; 0 if it was gone before that
     * @param at when it was named
     */
    public record Recipient(String address, int code, Instant at) {
        /** Refuses missing parts. */
        public Recipient {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * One envelope: from MAIL to RSET, to the next, or to the end of the message.
     *
     * @param sender the sender without angle brackets; empty for the null sender
     * @param recipients those that were named, whatever the answer; the first {@value #MAX_RECIPIENTS}
     * @param stage how far it went
     */
    public record Envelope(String sender, List<Recipient> recipients, Stage stage) {
        /** Copies the list. */
        public Envelope {
            Objects.requireNonNull(sender, "sender");
            Objects.requireNonNull(stage, "stage");
            recipients = recipients.stream().limit(MAX_RECIPIENTS).toList();
        }

        /**
         * What it is.
         *
         * @return the kind
         */
        public Kind kind() {
            if (stage == Stage.MESSAGE) {
                return sender.isEmpty() ? Kind.BOUNCE : Kind.DELIVERY;
            }
            return recipients.isEmpty() ? Kind.SCAN : Kind.CALLOUT;
        }

        /**
         * Whether it names a word, in a recipient.
         *
         * @param token the word
         * @return true if a recipient has it in it
         */
        public boolean names(String token) {
            return recipients.stream()
                    .anyMatch(recipient ->
                            recipient.address().toLowerCase(Locale.ROOT).contains(token));
        }
    }

    /** Copies the list. */
    public WitnessedSession {
        Objects.requireNonNull(egress, "egress");
        Objects.requireNonNull(helo, "helo");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(lasted, "lasted");
        envelopes = envelopes.stream().limit(MAX_ENVELOPES).toList();
    }

    /**
     * What the session is, by its envelope that went furthest.
     *
     * @return the kind
     */
    public Kind kind() {
        return envelopes.stream().map(Envelope::kind).min(Kind::compareTo).orElse(Kind.SCAN);
    }
}
