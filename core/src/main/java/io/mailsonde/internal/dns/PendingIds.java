package io.mailsonde.internal.dns;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message ids in use on one socket. Each is drawn unguessably and held by one flight only, so that no reply can be taken for
 * another's. Few enough to be searched one by one.
 */
final class PendingIds {
    /** How many flights without an answer are remembered, so that a late answer is not taken for a forgery. */
    private static final int EXPIRED = 128;

    private final char[] ids;
    private final @Nullable Flight[] flights;
    private int size;
    private final @Nullable WireQuery[] expired = new WireQuery[EXPIRED];
    private final char[] expiredIds = new char[EXPIRED];
    private int nextExpired;

    PendingIds(int capacity) {
        ids = new char[capacity];
        flights = new Flight[capacity];
    }

    boolean isFull() {
        return size == ids.length;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Gives the flight an id that no other holds. */
    void add(Flight flight, Unguessable random) {
        int id = random.next16();
        while (indexOf(id) >= 0) {
            id = random.next16();
        }
        flight.id = id;
        ids[size] = (char) id;
        flights[size++] = flight;
    }

    @Nullable
    Flight get(int id) {
        int index = indexOf(id);
        return index < 0 ? null : flights[index];
    }

    /** Frees the flight's id, if it holds one. */
    void remove(Flight flight) {
        int index = indexOf(flight.id);
        if (index >= 0 && flights[index] == flight) {
            size--;
            ids[index] = ids[size];
            flights[index] = flights[size];
            flights[size] = null;
        }
    }

    /** Frees the flight's id and remembers that its answer may still come. */
    void expire(Flight flight) {
        remove(flight);
        expired[nextExpired] = flight.query;
        expiredIds[nextExpired] = (char) flight.id;
        nextExpired = (nextExpired + 1) % EXPIRED;
    }

    /** Whether this is the answer to a flight that was given up. */
    boolean isLate(byte[] message) {
        int id = WireQuery.id(message);
        for (int i = 0; i < EXPIRED; i++) {
            WireQuery query = expired[i];
            if (query != null && expiredIds[i] == id && query.answeredBy(message)) {
                return true;
            }
        }
        return false;
    }

    /** All flights, as they are now. */
    List<Flight> all() {
        return List.of(Arrays.copyOf(flights, size));
    }

    private int indexOf(int id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }
}
