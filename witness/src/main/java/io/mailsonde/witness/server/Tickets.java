package io.mailsonde.witness.server;

import io.mailsonde.internal.Words;
import io.mailsonde.witness.Manner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The register of open tickets. Expired ones are looked for where it costs nothing: at the head of those ordered by their end. */
final class Tickets {
    /** Longer lives are cut to this. */
    static final Duration MAX_LIFE = Duration.ofDays(30);

    private final String domain;
    private final int max;
    private final Words words;
    private final InstantSource clock;
    private final Executor executor;
    private final Map<String, OpenTicket> byToken = new ConcurrentHashMap<>();
    private final TreeSet<OpenTicket> byEnd =
            new TreeSet<>(Comparator.comparing(OpenTicket::expires).thenComparing(OpenTicket::token));
    private boolean closed;

    Tickets(String domain, int max, Words words, InstantSource clock, Executor executor) {
        this.domain = domain;
        this.max = max;
        this.words = words;
        this.clock = clock;
        this.executor = executor;
    }

    OpenTicket issue(Duration life, Manner manner) {
        Objects.requireNonNull(manner, "manner");
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("a ticket's life is longer than nothing: " + life);
        }
        sweep();
        Instant end = clock.instant().plus(life.compareTo(MAX_LIFE) > 0 ? MAX_LIFE : life);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the witness is closed");
            }
            if (byEnd.size() >= max) {
                throw new IllegalStateException(max + " tickets are open; close those that are no longer needed");
            }
            OpenTicket ticket = new OpenTicket(words.next(), domain, end, manner, executor, this::close);
            if (byToken.putIfAbsent(ticket.token(), ticket) != null) {
                throw new IllegalStateException("the same word twice: the generator is broken");
            }
            byEnd.add(ticket);
            return ticket;
        }
    }

    /** Those of the tokens in a path that are live now. */
    Set<String> live(String path) {
        Set<String> live = new LinkedHashSet<>();
        for (String candidate : Tokens.candidates(path)) {
            if (find(candidate).isPresent()) {
                live.add(candidate);
            }
        }
        return live;
    }

    /** The live ticket whose own domain this is, in lower case. */
    Optional<OpenTicket> ofDomain(String name) {
        String parent = '.' + domain;
        return name.endsWith(parent) ? find(name.substring(0, name.length() - parent.length())) : Optional.empty();
    }

    Optional<OpenTicket> find(String token) {
        OpenTicket ticket = byToken.get(token);
        if (ticket == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(ticket.expires())) {
            close(ticket);
            return Optional.empty();
        }
        return Optional.of(ticket);
    }

    int open() {
        return byToken.size();
    }

    private void close(OpenTicket ticket) {
        synchronized (this) {
            byToken.remove(ticket.token(), ticket);
            byEnd.remove(ticket);
        }
        ticket.end();
    }

    /** Ends those whose time is over. */
    void sweep() {
        Instant now = clock.instant();
        List<OpenTicket> expired = new ArrayList<>();
        synchronized (this) {
            while (!byEnd.isEmpty() && !now.isBefore(byEnd.first().expires())) {
                OpenTicket ticket = byEnd.first();
                byEnd.remove(ticket);
                byToken.remove(ticket.token(), ticket);
                expired.add(ticket);
            }
        }
        expired.forEach(OpenTicket::end);
    }

    /** Ends all and issues no more. */
    void close() {
        List<OpenTicket> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(byEnd);
            byEnd.clear();
            byToken.clear();
        }
        all.forEach(OpenTicket::end);
    }
}
