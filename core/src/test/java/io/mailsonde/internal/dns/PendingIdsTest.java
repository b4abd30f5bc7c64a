package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

final class PendingIdsTest {
    private static final WireQuery QUERY =
            WireQuery.of(Name.fromConstantString("example.org."), Type.A, true, true, false);

    private static Flight flight() {
        return new Flight(QUERY, new SilentListener());
    }

    @Test
    void no_two_flights_share_an_id() {
        Unguessable random = new Unguessable(new SecureRandom());
        PendingIds ids = new PendingIds(4096);
        Set<Integer> used = new HashSet<>();
        Deque<Flight> flying = new ArrayDeque<>();

        for (int i = 0; i < 100_000; i++) {
            if (ids.isFull()) {
                Flight landed = flying.remove();
                assertThat(ids.get(landed.id)).isSameAs(landed);
                ids.remove(landed);
                assertThat(ids.get(landed.id)).isNull();
                used.remove(landed.id);
            }
            Flight flight = flight();
            ids.add(flight, random);
            flying.add(flight);
            assertThat(used.add(flight.id)).as("id %s is new", flight.id).isTrue();
        }
    }

    @Test
    void knows_a_late_answer_from_a_forgery() {
        Unguessable random = new Unguessable(new SecureRandom());
        PendingIds ids = new PendingIds(10);
        Flight flight = flight();
        ids.add(flight, random);
        byte[] reply = QUERY.bytes().clone();
        reply[0] = (byte) (flight.id >> 8);
        reply[1] = (byte) flight.id;
        reply[2] |= (byte) 0x80;

        assertThat(ids.isLate(reply)).isFalse();
        ids.expire(flight);
        assertThat(ids.get(flight.id)).isNull();
        assertThat(ids.isLate(reply)).isTrue();
        reply[1]++;
        assertThat(ids.isLate(reply)).isFalse();
    }
}
