package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedSession;
import java.util.ArrayDeque;
import java.util.List;

/** The latest sessions, whoever they were for. */
final class RecentSessions {
    private final int max;
    private final ArrayDeque<WitnessedSession> latest = new ArrayDeque<>();

    /** Keeps {@code max}. */
    RecentSessions(int max) {
        this.max = max;
    }

    synchronized void add(WitnessedSession session) {
        if (latest.size() == max) {
            latest.removeFirst();
        }
        latest.addLast(session);
    }

    /** The latest last. */
    synchronized List<WitnessedSession> all() {
        return List.copyOf(latest);
    }
}
