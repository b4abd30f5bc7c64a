package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedMessage;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Puts what one client brings into the tickets it is for. */
final class TicketPostbox implements Postbox {
    private final Tickets tickets;
    private final InstantSource clock;
    private final InetAddress egress;
    private final LongAdder refused;

    TicketPostbox(Tickets tickets, InstantSource clock, InetAddress egress, LongAdder refused) {
        this.tickets = tickets;
        this.clock = clock;
        this.egress = egress;
        this.refused = refused;
    }

    @Override
    public Set<String> tokens(String path) {
        Set<String> live = tickets.live(path);
        if (live.isEmpty()) {
            refused.increment();
        }
        return live;
    }

    @Override
    public boolean take(Letter letter) {
        List<String> received = ReceivedFields.of(letter.raw());
        Instant now = clock.instant();
        boolean taken = false;
        for (String token : letter.tokens()) {
            WitnessedMessage message = new WitnessedMessage(
                    token,
                    egress,
                    letter.helo(),
                    Optional.empty(),
                    letter.sender(),
                    letter.recipients(),
                    received,
                    letter.raw(),
                    letter.size(),
                    now);
            taken |= tickets.find(token).filter(ticket -> ticket.take(message)).isPresent();
        }
        return taken;
    }
}
