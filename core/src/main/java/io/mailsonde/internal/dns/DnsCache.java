package io.mailsonde.internal.dns;

import io.mailsonde.Ticker;
import io.mailsonde.dns.DnsQuestion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers by question, for as long as the times to live allow; when full, it forgets what was not used for the longest. Safe for use
 * by several threads: entries are spread over parts with a lock each.
 *
 * @param <V> what is remembered
 */
final class DnsCache<V> {
    private static final int PARTS = 16;
    private static final int SPREAD = 0x9E3779B9;

    private record Kept<V>(V value, long since, long nanos) {}

    private static final class Part<V> extends LinkedHashMap<DnsQuestion, Kept<V>> {
        private static final long serialVersionUID = 1;

        private final int most;

        Part(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<DnsQuestion, Kept<V>> eldest) {
            return size() > most;
        }
    }

    private final Ticker ticker;
    private final Part<V>[] parts;

    @SuppressWarnings({"unchecked", "rawtypes"})
    DnsCache(int most, Ticker ticker) {
        this.ticker = ticker;
        parts = new Part[most == 0 ? 0 : Math.min(PARTS, most)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part<>(most / parts.length);
        }
    }

    @Nullable
    V get(DnsQuestion question) {
        if (parts.length == 0) {
            return null;
        }
        Part<V> part = part(question);
        synchronized (part) {
            Kept<V> entry = part.get(question);
            if (entry == null) {
                return null;
            }
            if (ticker.nanos() - entry.since() < entry.nanos()) {
                return entry.value();
            }
            part.remove(question);
            return null;
        }
    }

    /** Remembers for some seconds; for none, not at all. */
    void put(DnsQuestion question, V value, long seconds) {
        if (parts.length == 0 || seconds <= 0) {
            return;
        }
        Part<V> part = part(question);
        synchronized (part) {
            part.put(
                    question,
                    new Kept<>(
                            value, ticker.nanos(), Duration.ofSeconds(seconds).toNanos()));
        }
    }

    int size() {
        int size = 0;
        for (Part<V> part : parts) {
            synchronized (part) {
                size += part.size();
            }
        }
        return size;
    }

    private Part<V> part(DnsQuestion question) {
        // by other bits than those by which the part's own table is ordered: else its entries would all collide
        return parts[Math.floorMod((question.hashCode() * SPREAD) >>> 16, parts.length)];
    }
}
