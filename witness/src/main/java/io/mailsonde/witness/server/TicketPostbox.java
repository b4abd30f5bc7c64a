package io.mailsonde.witness.server;

import io.mailsonde.witness.Manner;
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
    public Verdict verdict(String path, String sender) {
        Set<String> live = tickets.live(path);
        Verdict verdict = verdict(live, Mailbox.of(path), sender);
        if (verdict.reply().code() == Verdict.Reply.UNKNOWN.code()) {
            refused.increment();
        }
        return verdict;
    }

    private Verdict verdict(Set<String> live, Optional<Mailbox> mailbox, String sender) {
        if (live.isEmpty()) {
            return Verdict.now(live, Verdict.Reply.UNKNOWN);
        }
        // at a ticket's own domain there are the ticket and the postmaster, whom each domain has (RFC 5321, section
        // 4.5.1), and nobody else: to whoever
        // tries a random name first, a domain that takes all proves nothing
        Optional<OpenTicket> own = mailbox.flatMap(box -> tickets.ofDomain(box.domain()));
        String local = mailbox.map(Mailbox::local).orElse("");
        if (own.isPresent() && local.equals("postmaster")) {
            return Verdict.now(live, Verdict.Reply.ACCEPTED);
        }
        if (own.isPresent() && !local.equals(own.get().token())) {
            return Verdict.now(live, Verdict.Reply.UNKNOWN);
        }
        return own.or(() -> live.stream().findFirst().flatMap(tickets::find))
                .map(ticket -> inManner(ticket.manner(), live, sender))
                .orElse(Verdict.now(live, Verdict.Reply.UNKNOWN));
    }

    private static Verdict inManner(Manner manner, Set<String> live, String sender) {
        Verdict.Reply reply = switch (manner.answer()) {
            case ACCEPT -> Verdict.Reply.ACCEPTED;
            case REFUSE -> Verdict.Reply.UNKNOWN;
            case PUT_OFF -> Verdict.Reply.LATER;
            case REFUSE_NULL_SENDER -> sender.isEmpty() ? Verdict.Reply.NO_NULL_SENDER : Verdict.Reply.ACCEPTED;
        };
        return new Verdict(live, reply, manner.delay());
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
                    letter.tls(),
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
