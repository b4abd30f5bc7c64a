package io.mailsonde.evidence;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was said on one connection.
 *
 * @param peer the address and port that was dialled
 * @param from the address that we connected from; the unspecified address where the connection never stood and the system was to choose
 * @param at when the connection stood; where it never did, when we tried
 * @param lines what was said, in order; the middle is missing where {@code left} is more than 0
 * @param left how many bytes are left out of the middle
 * @param end how the connection ended, such as {@code "closed by us"}
 */
public record Transcript(String peer, InetAddress from, Instant at, List<Line> lines, long left, String end)
        implements Evidence {

    /** Who spoke, in the marks of swaks, which mail people read already. */
    public enum Who {
        /** We did ({@code ->}). */
        WE,
        /** The peer did ({@code <-}). */
        PEER,
        /** Nobody: a note of the recorder ({@code ===}). */
        NOTE
    }

    /**
     * A stretch of bytes that one side sent.
     *
     * @param who who sent them
     * @param after time since {@code at}
     * @param text the bytes, each one character of ISO 8859-1, so that nothing is lost; {@code ***} where a secret stood
     */
    public record Line(Who who, Duration after, String text) {
        /** Refuses missing parts. */
        public Line {
            Objects.requireNonNull(who, "who");
            Objects.requireNonNull(after, "after");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Copies the lines. */
    public Transcript {
        lines = List.copyOf(lines);
    }
}
