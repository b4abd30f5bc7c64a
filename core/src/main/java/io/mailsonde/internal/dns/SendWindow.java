package io.mailsonde.internal.dns;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a burst of questions from overrunning the receive buffer of a server: so many may be unanswered and young. A question that a
 * resolver works on for longer lies in no buffer any more and does not count; but from a server that answers nothing at all it may
 * not have been taken yet.
 */
final class SendWindow {
    /** How long a question may lie in the receive buffer of a server that has answered within the same time. */
    static final long MOMENT_NANOS = 50_000_000;

    /** How long a question may lie in the receive buffer of a server that is busy with something else. */
    static final long STALL_NANOS = 5 * MOMENT_NANOS;

    private final int limit;
    private final Deque<Flight> sent = new ArrayDeque<>();
    private int counted;
    private boolean heard;
    private long heardAt;

    SendWindow(int limit) {
        this.limit = limit;
    }

    /** Whether one more may be sent at a moment. */
    boolean isOpen(long now) {
        long young = heard && now - heardAt < MOMENT_NANOS ? MOMENT_NANOS : STALL_NANOS;
        for (Flight oldest = sent.peek(); oldest != null; oldest = sent.peek()) {
            if (oldest.inBurst && now - oldest.sentAt < young) {
                break;
            }
            done(oldest);
            sent.remove();
        }
        return counted < limit;
    }

    void sent(Flight flight, long now) {
        flight.sentAt = now;
        flight.inBurst = true;
        sent.add(flight);
        counted++;
    }

    /** The server has answered something. */
    void heard(long now) {
        heard = true;
        heardAt = now;
    }

    /** The flight was answered or given up. */
    void done(Flight flight) {
        if (flight.inBurst) {
            flight.inBurst = false;
            counted--;
        }
    }
}
