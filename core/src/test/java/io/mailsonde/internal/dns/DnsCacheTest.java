package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DnsCacheTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private static DnsQuestion question(int number) {
        return new DnsQuestion("h" + number + ".example.org", RecordType.A);
    }

    @Test
    void remembers_until_the_time_to_live_is_over_and_no_longer() {
        DnsCache<String> cache = new DnsCache<>(10, nanos::get);

        cache.put(question(1), "one", 60);
        nanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
        assertThat(cache.get(question(1))).isEqualTo("one");

        nanos.addAndGet(1);
        assertThat(cache.get(question(1))).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void keeps_names_and_types_apart() {
        DnsCache<String> cache = new DnsCache<>(10, nanos::get);

        cache.put(question(1), "one", 60);

        assertThat(cache.get(question(2))).isNull();
        assertThat(cache.get(new DnsQuestion("h1.example.org", RecordType.AAAA)))
                .isNull();
        assertThat(cache.get(new DnsQuestion("H1.example.ORG.", RecordType.A))).isEqualTo("one");
    }

    @Test
    void does_not_remember_what_has_no_time_to_live() {
        DnsCache<String> cache = new DnsCache<>(10, nanos::get);

        cache.put(question(1), "one", 0);

        assertThat(cache.get(question(1))).isNull();
    }

    @Test
    void never_holds_more_than_it_may_and_forgets_what_was_used_longest_ago() {
        DnsCache<Integer> cache = new DnsCache<>(160, nanos::get);
        for (int i = 0; i < 10_000; i++) {
            cache.put(question(i), i, 3600);
            assertThat(cache.get(question(0))).as("used all the time").isZero();
        }

        assertThat(cache.size()).isLessThanOrEqualTo(160);
        assertThat(cache.get(question(1))).isNull();
        assertThat(cache.get(question(9_999))).isEqualTo(9_999);
    }

    @Test
    void may_be_switched_off() {
        DnsCache<String> cache = new DnsCache<>(0, nanos::get);

        cache.put(question(1), "one", 60);

        assertThat(cache.get(question(1))).isNull();
    }
}
