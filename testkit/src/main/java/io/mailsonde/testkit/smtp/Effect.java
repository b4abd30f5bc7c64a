package io.mailsonde.testkit.smtp;

import java.time.Duration;
import java.util.Objects;

/**
 * What a server does at one stage of a session instead of replying honestly. Faults without parameters are {@link Fault}; the others are
 * records here. All are immutable. What goes on for a while stops when the client or the server closes.
 */
public sealed interface Effect
        permits Fault,
                Effect.Say,
                Effect.Octets,
                Effect.Drip,
                Effect.Endless,
                Effect.Pieces,
                Effect.Teaser,
                Effect.Unsolicited,
                Effect.Delay {

    /**
     * A reply in place of the honest one: {@code reply("550 5.7.1 no")}. Its code decides what becomes of the command: after 250 to RCPT
     * there is a recipient, after 354 to DATA the message is read, after 220 to STARTTLS TLS begins.
     *
     * @param lines its lines, code included and without their line ends
     * @return the effect
     */
    static Effect reply(String... lines) {
        return new Say(Reply.of(lines));
    }

    /**
     * The same effect, later: {@code reply("250 ok").after(Duration.ofSeconds(3))}.
     *
     * @param delay how long to wait, 0 to 1 hour
     * @return the delayed effect
     */
    default Effect after(Duration delay) {
        return new Delay(delay, this);
    }

    /**
     * The honest reply, late.
     *
     * @param delay how long to wait, 0 to 1 hour
     * @return the effect
     */
    static Effect late(Duration delay) {
        return new Delay(delay, Fault.NONE);
    }

    /**
     * A reply in place of the honest one.
     *
     * @param reply the reply, whose code decides what becomes of the command
     */
    record Say(Reply reply) implements Effect {
        /**
         * A reply in place of the honest one.
         *
         * @param reply the reply
         */
        public Say {
            Objects.requireNonNull(reply, "reply");
        }
    }

    /**
     * Octets that are sent as they are, in place of a reply. The command has had no effect.
     *
     * @param latin1 the octets as a text of ISO 8859-1, at most 16 MiB
     */
    record Octets(String latin1) implements Effect {
        private static final int MAX = 1 << 24;

        /**
         * Octets in place of a reply.
         *
         * @param latin1 the octets as a text of ISO 8859-1, at most 16 MiB
         * @throws IllegalArgumentException if there are more, or characters that are no octets
         */
        public Octets {
            Checks.range("octets", latin1.length(), 0, MAX);
            Checks.octets(latin1);
        }
    }

    /**
     * The honest reply, one octet at a time: overloaded servers, and attempts to wear clients out.
     *
     * @param interval how long to wait before each octet, 0 to 1 hour
     */
    record Drip(Duration interval) implements Effect {
        /**
         * A slow reply.
         *
         * @param interval how long to wait before each octet, 0 to 1 hour
         * @throws IllegalArgumentException if the interval is out of range
         */
        public Drip {
            Checks.pause(interval);
        }
    }

    /**
     * A line again and again until somebody closes: {@code new Endless("220-wait", Duration.ofSeconds(1))} at the greeting is a tarpit.
     *
     * @param line the line without its end
     * @param interval how long to wait after each, 0 to 1 hour
     */
    record Endless(String line, Duration interval) implements Effect {
        /**
         * A line again and again.
         *
         * @param line the line without its end
         * @param interval how long to wait after each, 0 to 1 hour
         * @throws IllegalArgumentException if the interval is out of range or the line has characters that are no octets
         */
        public Endless {
            Checks.octets(line);
            Checks.pause(interval);
        }
    }

    /**
     * The honest reply in several writes: slow networks, which cut where they like.
     *
     * @param pieces into how many pieces of about the same length, 2 to 1000; a reply with fewer octets is cut into its octets
     * @param interval how long to wait between them, 0 to 1 hour
     */
    record Pieces(int pieces, Duration interval) implements Effect {
        /**
         * The honest reply in several writes.
         *
         * @param pieces how many, 2 to 1000
         * @param interval how long to wait between them, 0 to 1 hour
         * @throws IllegalArgumentException if a number is out of range
         */
        public Pieces {
            Checks.range("pieces", pieces, 2, 1000);
            Checks.pause(interval);
        }
    }

    /**
     * A first line of the reply at once and the honest reply after a while, as postscreen does in its greeting to catch those who speak too
     * early.
     *
     * @param text the text of the first line; the code and a hyphen come before it
     * @param pause how long to wait after it, 0 to 1 hour
     */
    record Teaser(String text, Duration pause) implements Effect {
        /**
         * A first line at once and the rest after a while.
         *
         * @param text the text of the first line
         * @param pause how long to wait after it, 0 to 1 hour
         * @throws IllegalArgumentException if the pause is out of range or the text has characters that are no octets
         */
        public Teaser {
            Checks.octets(text);
            Checks.pause(pause);
        }
    }

    /**
     * The honest reply and in the same write a further line, which nobody asked for: a reply before its command. At {@link Stage#STARTTLS} it
     * is plain text injected before TLS begins (CVE-2021-38371 and its kin).
     *
     * @param line the line without its end
     */
    record Unsolicited(String line) implements Effect {
        /**
         * The honest reply and a further line.
         *
         * @param line the line without its end
         * @throws IllegalArgumentException if it has characters that are no octets
         */
        public Unsolicited {
            Checks.octets(line);
        }
    }

    /**
     * An effect that comes late: overloaded servers, tarpits, and replies that arrive after the client gave up.
     *
     * @param by how long to wait, 0 to 1 hour
     * @param then what happens then
     */
    record Delay(Duration by, Effect then) implements Effect {
        /**
         * A late effect.
         *
         * @param by how long to wait, 0 to 1 hour
         * @param then what happens then
         * @throws IllegalArgumentException if the delay is out of range
         */
        public Delay {
            Checks.pause(by);
            Objects.requireNonNull(then, "then");
        }
    }
}
