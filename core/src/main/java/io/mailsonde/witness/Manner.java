package io.mailsonde.witness;

import java.time.Duration;
import java.util.Objects;

/**
 * How the witness answers to whoever names an address of its own as a recipient: what a host that verifies senders gets to see.
 *
 * @param answer what it says to RCPT
 * @param delay how long it waits before it says so; {@link #LONGEST} at most
 */
public record Manner(Answer answer, Duration delay) {
    /** The longest delay; Exim waits for 30 s (callout, its default). */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    /** As a mailbox that is there: 250. */
    public static final Manner ACCEPTING = new Manner(Answer.ACCEPT, Duration.ZERO);

    /** As a mailbox that is not there: 550 5.1.1. */
    public static final Manner REFUSING = new Manner(Answer.REFUSE, Duration.ZERO);

    /** As one that is not to be had now: 451 4.7.1, as greylisting does. */
    public static final Manner PUTTING_OFF = new Manner(Answer.PUT_OFF, Duration.ZERO);

    /** As one that takes no mail from the null sender: 550 5.7.1 to that, else 250. */
    public static final Manner REFUSING_NULL_SENDER = new Manner(Answer.REFUSE_NULL_SENDER, Duration.ZERO);

    /** What is said to RCPT. */
    public enum Answer {
        /** 250. */
        ACCEPT,
        /** 550 5.1.1. */
        REFUSE,
        /** 451 4.7.1. */
        PUT_OFF,
        /** 550 5.7.1 where the sender is null (RFC 5321, section 4.5.5), else 250. It is said at RCPT, since the address is not known at MAIL. */
        REFUSE_NULL_SENDER
    }

    /** Refuses a negative delay and cuts a longer one. */
    public Manner {
        Objects.requireNonNull(answer, "answer");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative: " + delay);
        }
        delay = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /**
     * The same answer, later.
     *
     * @param wait how long to wait; {@link #LONGEST} at most
     * @return the manner
     */
    public Manner after(Duration wait) {
        return new Manner(answer, wait);
    }
}
