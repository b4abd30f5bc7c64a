package io.mailsonde.testkit.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest questions, kept small until somebody looks at them. */
final class QuestionLog {
    private static final int MIN_WAIT_MILLIS = 1;

    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final ArrayDeque<Seen> kept = new ArrayDeque<>();
    private int capacity = 100_000;
    private long total;
    private int waiting;

    /** One question, with its name still in wire form. */
    private record Seen(
            WireName name,
            int type,
            Transport transport,
            InetSocketAddress source,
            int id,
            int flags,
            int edns,
            long nanos) {
        static Seen of(Query query) {
            return new Seen(
                    query.name.copy(),
                    query.type,
                    query.transport,
                    query.source,
                    query.id,
                    // QR is never set in a query; its place keeps DO.
                    (query.flags & ~Query.QR) | (query.dnssecOk ? Query.DO : 0),
                    query.hasEdns ? query.ednsSize : -1,
                    query.nanos);
        }

        boolean asks(WireName wanted, RrType wantedType) {
            return type == wantedType.code() && wanted.equals(name);
        }
    }

    void add(Query query) {
        synchronized (kept) {
            total++;
            if (capacity > 0) {
                if (kept.size() == capacity) {
                    kept.removeFirst();
                }
                kept.addLast(Seen.of(query));
            }
            if (waiting > 0) {
                kept.notifyAll();
            }
        }
    }

    void keep(int questions) {
        synchronized (kept) {
            capacity = questions;
            while (kept.size() > questions) {
                kept.removeFirst();
            }
        }
    }

    void clear() {
        synchronized (kept) {
            kept.clear();
            total = 0;
        }
    }

    long total() {
        synchronized (kept) {
            return total;
        }
    }

    int count(String name, RrType type) {
        WireName wanted = WireName.of(name);
        synchronized (kept) {
            return (int) kept.stream().filter(seen -> seen.asks(wanted, type)).count();
        }
    }

    List<Question> all() {
        List<Seen> copy;
        synchronized (kept) {
            copy = new ArrayList<>(kept);
        }
        return copy.stream().map(this::question).toList();
    }

    List<Question> await(int questions, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        synchronized (kept) {
            while (total < questions) {
                if (!waitUntil(deadline)) {
                    throw new AssertionError(
                            "waited " + within + " for " + questions + " questions, saw " + total + latest());
                }
            }
        }
        return all();
    }

    Question await(String name, RrType type, Duration within) throws InterruptedException {
        WireName wanted = WireName.of(name);
        long deadline = System.nanoTime() + within.toNanos();
        synchronized (kept) {
            long looked = 0;
            while (true) {
                Seen found = newest(wanted, type, total - looked);
                if (found != null) {
                    return question(found);
                }
                looked = total;
                if (!waitUntil(deadline)) {
                    throw new AssertionError("waited " + within + " for the question " + name + " " + type + ", saw "
                            + total + latest());
                }
                // Somebody may have begun to count anew.
                looked = total < looked ? 0 : looked;
            }
        }
    }

    private @Nullable Seen newest(WireName wanted, RrType type, long among) {
        Iterator<Seen> backwards = kept.descendingIterator();
        for (long i = 0; i < among && backwards.hasNext(); i++) {
            Seen seen = backwards.next();
            if (seen.asks(wanted, type)) {
                return seen;
            }
        }
        return null;
    }

    private boolean waitUntil(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        waiting++;
        try {
            kept.wait(Math.max(MIN_WAIT_MILLIS, left / 1_000_000));
        } finally {
            waiting--;
        }
        return true;
    }

    private String latest() {
        Seen last = kept.peekLast();
        if (last == null) {
            return "";
        }
        Question question = question(last);
        return ", the last one " + question.name() + " " + question.type() + " over " + question.transport();
    }

    Question question(Query query) {
        return question(Seen.of(query));
    }

    private Question question(Seen seen) {
        return new Question(
                seen.name().toString(),
                new RrType(seen.type()),
                seen.transport(),
                seen.source(),
                seen.id(),
                (seen.flags() & Query.RD) != 0,
                (seen.flags() & Query.CD) != 0,
                (seen.flags() & Query.DO) != 0,
                seen.edns(),
                startedAt.plusNanos(seen.nanos() - startedNanos));
    }
}
