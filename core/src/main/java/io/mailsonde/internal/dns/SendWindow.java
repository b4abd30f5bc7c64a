package io.mailsonde.internal.dns;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a burst of questions from overrunning the receive buffer of a server: so many may be unanswered and younger than a moment. A
 * question that a resolver works on for longer than that lies in no buffer any more and does not count.
 */
final class SendWindow {
    /** How long a question may lie in the receive buffer of a server that keeps up. */
    static final long MOMENT_NANOS = 50_000_000;

    private final int limit;
    private final Deque<Flight> sent = new ArrayDeque<>();
    private int counted;

    SendWindow(int limit) {
        this.limit = limit;
    }

    /** Whether one more may be sent at a moment. */
    boolean isOpen(long now) {
        for (Flight oldest = sent.peek(); oldest != null; oldest = sent.peek()) {
            if (oldest.inBurst && now - oldest.sentAt < MOMENT_NANOS) {
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

    /** The flight was answered or given up. */
    void done(Flight flight) {
        if (flight.inBurst) {
            flight.inBurst = false;
            counted--;
        }
    }
}
