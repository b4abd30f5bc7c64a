package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedSession;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Who came: opens a page for each client, and tells the tickets that it named when it is gone. */
final class GuestBook {
    private static final int MAX_SESSIONS = 1000;

    private final Tickets tickets;
    private final InstantSource clock;
    private final LongAdder refusedRecipients = new LongAdder();
    private final RecentSessions recent = new RecentSessions(MAX_SESSIONS);

    GuestBook(Tickets tickets, InstantSource clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    Postbox postbox(InetAddress egress) {
        return new TicketPostbox(tickets, clock, egress, refusedRecipients);
    }

    SessionLog begin(InetAddress egress) {
        return new SessionLog(egress, clock);
    }

    /** The client is gone, however. */
    void end(SessionLog log) {
        WitnessedSession session = log.end();
        recent.add(session);
        for (String token : log.tokens()) {
            tickets.find(token).ifPresent(ticket -> ticket.take(session));
        }
    }

    /** The latest last. */
    List<WitnessedSession> recent() {
        return recent.all();
    }

    long refusedRecipients() {
        return refusedRecipients.sum();
    }
}
