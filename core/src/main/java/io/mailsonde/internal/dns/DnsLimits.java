package io.mailsonde.internal.dns;

import java.time.Duration;
import java.util.List;

/**
 * The bounds of a {@link DnsClient}.
 *
 * <p>A default receive buffer of Linux (208 KiB) holds 92 replies of 1,232 bytes, and of that a quarter may be taken by what has been read
 * but not been given back yet; {@code perSocket} stays below the rest, so that a burst of replies is never lost on our side. It holds
 * 166 of the longest questions; {@code burst} stays below three quarters of that, so that none is lost in the buffer of a server.
 *
 * @param sockets the most UDP sockets that are open at once, at least 1
 * @param perSocket the most questions in flight on one socket, 1 to 4096
 * @param burst the most questions sent to one server and not answered that may still lie in its receive buffer, at least 1
 * @param waiting the most lookups under way or waiting; beyond it a lookup is refused at once
 * @param connections the most TCP connections that are open at once, at least 1
 * @param cached the most answers that are remembered; 0 remembers none
 * @param tries how long each try waits for its answer; as many tries as entries
 * @param validation the most time that validating one answer may take
 */
public record DnsLimits(
        int sockets,
        int perSocket,
        int burst,
        int waiting,
        int connections,
        int cached,
        List<Duration> tries,
        Duration validation) {

    /** Limits that fit a machine's default settings. */
    public static final DnsLimits DEFAULT = new DnsLimits(
            64,
            64,
            120,
            100_000,
            16,
            20_000,
            List.of(Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ofSeconds(3)),
            Duration.ofSeconds(10));

    /** Checks the ranges. */
    public DnsLimits {
        tries = List.copyOf(tries);
        boolean positive = sockets > 0 && perSocket > 0 && burst > 0 && waiting > 0 && connections > 0 && cached >= 0;
        if (!positive || perSocket > 4096 || tries.isEmpty()) {
            throw new IllegalArgumentException("limits out of range: sockets " + sockets + ", per socket " + perSocket
                    + ", burst " + burst + ", waiting " + waiting + ", connections " + connections + ", cached "
                    + cached + ", tries " + tries);
        }
    }

    /**
     * The same limits with other tries.
     *
     * @param other how long each try waits for its answer
     * @return the new limits
     */
    public DnsLimits withTries(List<Duration> other) {
        return new DnsLimits(sockets, perSocket, burst, waiting, connections, cached, other, validation);
    }

    /**
     * The same limits with another bound on lookups under way or waiting.
     *
     * @param other at least 1
     * @return the new limits
     */
    public DnsLimits withWaiting(int other) {
        return new DnsLimits(sockets, perSocket, burst, other, connections, cached, tries, validation);
    }

    /**
     * The same limits with another bound on UDP sockets.
     *
     * @param other at least 1
     * @return the new limits
     */
    public DnsLimits withSockets(int other) {
        return new DnsLimits(other, perSocket, burst, waiting, connections, cached, tries, validation);
    }

    /**
     * The same limits with another number of remembered answers.
     *
     * @param other 0 remembers none
     * @return the new limits
     */
    public DnsLimits withCached(int other) {
        return new DnsLimits(sockets, perSocket, burst, waiting, connections, other, tries, validation);
    }
}
