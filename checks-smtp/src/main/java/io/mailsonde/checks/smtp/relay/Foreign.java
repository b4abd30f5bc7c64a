package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.wire.Surroundings;
import io.mailsonde.witness.Ticket;
import io.mailsonde.witness.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses of one test that the host has nothing to do with: our sender, and a recipient for each form. */
final class Foreign {
    /** How long a host may take to deliver, queues and greylisting on our side included; after that its queue gets 550. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    /**
     * An address.
     *
     * @param token its local part
     * @param ticket what arrives for it; empty without a witness
     */
    record Recipient(String token, Optional<Ticket> ticket) {}

    private final Surroundings here;
    private final Optional<Witness> witness;
    private final String domain;
    private final boolean named;
    private final Optional<String> backup;
    private final Recipient sender;
    private final List<Ticket> tickets = new ArrayList<>();

    Foreign(Surroundings here, MailHost host) {
        this.here = here;
        this.witness = here.witness();
        String own = here.identity().envelopeDomain();
        // names below .invalid promise nothing, and nobody could have mail there
        this.named = witness.isPresent() || !DnsNames.isAtOrBelow(own, "invalid");
        this.domain = witness.map(Witness::domain).orElse(named ? own : here.token() + ".invalid");
        this.backup = witness.flatMap(eyes -> eyes.backupDomain(host.address()));
        this.sender = recipient();
    }

    /** A new recipient. */
    synchronized Recipient recipient() {
        Optional<Ticket> ticket = witness.map(eyes -> eyes.issue(LIFE));
        ticket.ifPresent(tickets::add);
        return new Recipient(ticket.map(Ticket::token).orElseGet(here::token), ticket);
    }

    String domain() {
        return domain;
    }

    /** The domain, where it is more than a name that does not exist. */
    Optional<String> foreignDomain() {
        return Optional.of(domain).filter(name -> named);
    }

    boolean witnessed() {
        return witness.isPresent();
    }

    Optional<String> backup() {
        return backup;
    }

    /** Who writes: an address of the witness, so that a host that calls senders back finds it. */
    Recipient sender() {
        return sender;
    }

    /** A recipient that nobody can have (RFC 6761, section 6.4). */
    String invalid() {
        return "<" + here.token() + "@" + here.token() + ".invalid>";
    }

    synchronized void close() {
        tickets.forEach(Ticket::close);
    }
}
