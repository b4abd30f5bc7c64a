package io.mailsonde.testkit.dns;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What a server does with one question instead of answering it honestly. Faults without parameters are {@link Fault}, response codes are
 * {@link Rcode}; the others are records here. Each says which fault of the real world it imitates. All are immutable.
 *
 * <p>Effects that only TCP can show ({@link Fault#TCP_CLOSE} and the like, {@link TcpDribble}, {@link TcpLength}) answer a question over UDP
 * with TC, which sends the client to TCP.
 */
public sealed interface Effect
        permits Rcode,
                Fault,
                Effect.Delay,
                Effect.WrongQuestion,
                Effect.CnameChain,
                Effect.Garbage,
                Effect.Recorded,
                Effect.Cut,
                Effect.WithExtra,
                Effect.Flood,
                Effect.TcpDribble,
                Effect.TcpLength {

    /**
     * The same effect, later: {@code SERVFAIL.after(Duration.ofSeconds(3))}.
     *
     * @param delay how long to wait, 0 to 1 hour
     * @return the delayed effect
     */
    default Effect after(Duration delay) {
        return new Delay(delay, this);
    }

    /**
     * An effect that comes late: distant or overloaded servers, and answers that arrive after the client gave up. No thread waits meanwhile.
     *
     * @param by how long to wait, 0 to 1 hour
     * @param then what happens then
     */
    record Delay(Duration by, Effect then) implements Effect {
        private static final Duration MAX = Duration.ofHours(1);

        /**
         * A late effect.
         *
         * @param by how long to wait, 0 to 1 hour
         * @param then what happens then
         * @throws IllegalArgumentException if the delay is out of range
         */
        public Delay {
            if (by.isNegative() || by.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("a delay is 0 to 1 hour, not " + by);
            }
            Objects.requireNonNull(then, "then");
        }

        /**
         * The honest answer, late.
         *
         * @param by how long to wait, 0 to 1 hour
         */
        public Delay(Duration by) {
            this(by, Fault.NONE);
        }
    }

    /**
     * The right id, but the question and answer of another name: an answer meant for another query, or a clumsy forgery.
     *
     * @param name the name that is answered about
     */
    record WrongQuestion(String name) implements Effect {
        /**
         * An answer about another name.
         *
         * @param name the name that is answered about
         * @throws IllegalArgumentException if it is no domain name
         */
        public WrongQuestion {
            WireName.of(name);
        }
    }

    /**
     * The records of the name, but at the end of a chain of aliases in the same message: long CDN chains, or an attempt to wear clients out.
     *
     * @param aliases how many CNAME records come first, 1 to 1000; what does not fit over UDP becomes TC
     */
    record CnameChain(int aliases) implements Effect {
        /**
         * A chain of aliases.
         *
         * @param aliases how many, 1 to 1000
         * @throws IllegalArgumentException if the number is out of range
         */
        public CnameChain {
            Ranges.check("aliases", aliases, 1, 1000);
        }
    }

    /**
     * Octets that are sent as they are, in place of a message: a service that is no DNS server on port 53, or a broken middlebox.
     *
     * @param hex the octets as hexadecimal digits, at most 65507 octets; none sends an empty datagram
     */
    record Garbage(String hex) implements Effect {
        /**
         * Octets in place of a message.
         *
         * @param hex the octets as hexadecimal digits, at most 65507 octets
         * @throws IllegalArgumentException if these are no such octets
         */
        public Garbage {
            Ranges.check("octets of garbage", HexFormat.of().parseHex(hex).length, 0, 65_507);
        }

        /**
         * Octets in place of a message.
         *
         * @param octets at most 65507
         * @return the effect
         */
        public static Garbage of(byte... octets) {
            return new Garbage(HexFormat.of().formatHex(octets));
        }
    }

    /**
     * A whole message that was recorded or made elsewhere, under the id of the question: any answer that no other effect gives.
     *
     * @param hex the message as hexadecimal digits, 2 to 65507 octets; the first two are replaced by the id
     */
    record Recorded(String hex) implements Effect {
        /**
         * A message made elsewhere.
         *
         * @param hex the message as hexadecimal digits, 2 to 65507 octets
         * @throws IllegalArgumentException if these are no such octets
         */
        public Recorded {
            Ranges.check("octets of a recorded message", HexFormat.of().parseHex(hex).length, 2, 65_507);
        }

        /**
         * A message made elsewhere.
         *
         * @param message 2 to 65507 octets
         * @return the effect
         */
        public static Recorded of(byte... message) {
            return new Recorded(HexFormat.of().formatHex(message));
        }
    }

    /**
     * The beginning of the honest answer without TC: lost fragments, or a middlebox that cuts at 512 octets.
     *
     * @param octets how many octets are left, 0 to 65535; an answer that is shorter goes out whole
     */
    record Cut(int octets) implements Effect {
        /**
         * A cut answer.
         *
         * @param octets how many octets are left, 0 to 65535
         * @throws IllegalArgumentException if the number is out of range
         */
        public Cut {
            Ranges.check("octets that are left", octets, 0, 0xFFFF);
        }
    }

    /**
     * The honest answer with one record too many: cache poisoning by records that nobody asked for (RFC 5452; RFC 2181, section 5.4.1).
     *
     * @param section where the record goes
     * @param name its owner
     * @param type its type
     * @param value its data as in {@link Zone#add(String, RrType, String)}
     */
    record WithExtra(Section section, String name, RrType type, String value) implements Effect {
        /**
         * An answer with an unrelated record.
         *
         * @param section where the record goes
         * @param name its owner
         * @param type its type
         * @param value its data
         * @throws IllegalArgumentException if the name or the value cannot be written
         */
        public WithExtra {
            Objects.requireNonNull(section, "section");
            WireName.of(name);
            Rdata.parse(type, value);
        }
    }

    /**
     * Forged answers with wrong ids and false records, then perhaps the honest one: a blind spoofer racing the server (RFC 5452, section 4).
     *
     * @param forgeries how many, 1 to 65535, each with another wrong id
     * @param thenHonest whether the honest answer comes after them
     */
    record Flood(int forgeries, boolean thenHonest) implements Effect {
        /**
         * Forged answers.
         *
         * @param forgeries how many, 1 to 65535
         * @param thenHonest whether the honest answer comes after them
         * @throws IllegalArgumentException if the number is out of range
         */
        public Flood {
            Ranges.check("forgeries", forgeries, 1, 0xFFFF);
        }
    }

    /**
     * The honest answer over TCP, one octet at a time: a tarpit, which a time-out that restarts with each octet never ends.
     *
     * @param interval the time between two octets, 0 to 1 hour
     */
    record TcpDribble(Duration interval) implements Effect {
        /**
         * An answer octet by octet.
         *
         * @param interval the time between two octets, 0 to 1 hour
         * @throws IllegalArgumentException if the interval is out of range
         */
        public TcpDribble {
            new Delay(interval);
        }
    }

    /**
     * The honest answer over TCP after a length that is not its own: servers that frame badly, or count the length field itself.
     *
     * @param claimed what the two octets of length say, 0 to 65535
     */
    record TcpLength(int claimed) implements Effect {
        /**
         * A false length.
         *
         * @param claimed what the two octets of length say, 0 to 65535
         * @throws IllegalArgumentException if the number is out of range
         */
        public TcpLength {
            Ranges.check("claimed octets", claimed, 0, 0xFFFF);
        }
    }
}
