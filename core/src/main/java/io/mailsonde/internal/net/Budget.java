package io.mailsonde.internal.net;

import io.mailsonde.Limits;
import io.mailsonde.Network;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and when: the {@link Limits} for all runs together, as a state machine that is told the time and does nothing by itself.
 *
 * <p>Whoever wants to connect {@linkplain #enter enters} a queue; {@link #due} names those whose turn it is, and each of them holds a permit
 * until {@link #release}. An address is served in the order of asking, the addresses of a network in turn, and networks do not know of each
 * other. What is known of an address is forgotten as soon as it no longer matters. Not thread-safe.
 *
 * @param <W> who waits; told apart by {@code equals}
 */
final class Budget<W> {
    /** The most that wait for one address. */
    static final int WAITING_PER_ADDRESS = 1_000;
    /** The most that wait for the addresses of one network. */
    static final int WAITING_PER_NETWORK = 4_000;
    /** A complaint is remembered for this many cooldowns after the last connection. */
    static final int COMPLAINT_COOLDOWNS = 10;

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Limits limits;
    private final long every;
    private final long cooldown;
    private final long origin;
    private long serial;

    private final Map<InetAddress, Lane<W>> lanes = new HashMap<>();
    private final Map<Network, Neighbourhood<W>> networks = new HashMap<>();
    private final Set<Neighbourhood<W>> movable = new LinkedHashSet<>();
    private final TreeSet<Lane<W>> resting = new TreeSet<>(
            Comparator.<Lane<W>>comparingLong(lane -> lane.wakeAt).thenComparingLong(lane -> lane.serial));

    /**
     * A budget that nobody has used yet.
     *
     * @param limits what is allowed
     * @param nanos the time; only differences to it count
     */
    Budget(Limits limits, long nanos) {
        this.limits = limits;
        this.every = nanos(limits.every());
        this.cooldown = Math.max(every, nanos(limits.cooldown()));
        this.origin = nanos;
    }

    private static long nanos(Duration duration) {
        return (duration.compareTo(LONGEST) > 0 ? LONGEST : duration).toNanos();
    }

    /**
     * Queues for a connection.
     *
     * @param waiter who; not queued already
     * @param address where to
     * @param nanos the time
     * @return empty if it waits now; else which queue is full
     */
    Optional<String> enter(W waiter, InetAddress address, long nanos) {
        long now = nanos - origin;
        Lane<W> lane = lane(address, now);
        Neighbourhood<W> neighbourhood = lane.neighbourhood;
        Optional<String> full = Optional.empty();
        if (lane.waiting.size() >= WAITING_PER_ADDRESS) {
            full = Optional.of(WAITING_PER_ADDRESS + " connections to " + IpAddresses.text(address)
                    + " wait for their turn already");
        } else if (neighbourhood.waiting >= WAITING_PER_NETWORK) {
            full = Optional.of(
                    WAITING_PER_NETWORK + " connections to " + neighbourhood.network + " wait for their turn already");
        } else if (lane.waiting.add(waiter)) {
            neighbourhood.waiting++;
        }
        settle(lane, now);
        return full;
    }

    /**
     * Leaves the queue.
     *
     * @param waiter who
     * @param address where to
     * @param nanos the time
     * @return false if it was not in the queue (any more)
     */
    boolean withdraw(W waiter, InetAddress address, long nanos) {
        Lane<W> lane = lanes.get(address);
        if (lane == null || !lane.waiting.remove(waiter)) {
            return false;
        }
        lane.neighbourhood.waiting--;
        settle(lane, nanos - origin);
        return true;
    }

    /**
     * Gives a permit back.
     *
     * @param address where the connection led
     * @param nanos the time
     */
    void release(InetAddress address, long nanos) {
        Lane<W> lane = lanes.get(address);
        if (lane == null || lane.open == 0) {
            throw new IllegalStateException("nobody holds a permit for " + IpAddresses.text(address));
        }
        long now = nanos - origin;
        lane.open--;
        lane.neighbourhood.open--;
        movable.add(lane.neighbourhood);
        if (lane.cool) {
            lane.coolUntil = now + COMPLAINT_COOLDOWNS * cooldown;
        }
        settle(lane, now);
    }

    /**
     * Notes that a peer said that it is too much: from now on one connection at once, and a cooldown apart, until nobody has asked for the
     * address for {@value #COMPLAINT_COOLDOWNS} cooldowns.
     *
     * @param address the peer
     * @param nanos the time
     */
    void tooMuch(InetAddress address, long nanos) {
        long now = nanos - origin;
        Lane<W> lane = lane(address, now);
        lane.cool = true;
        rest(lane, now);
        settle(lane, now);
    }

    /**
     * Hands out permits.
     *
     * @param nanos the time
     * @return those whose turn it is; each holds a permit from now on
     */
    List<W> due(long nanos) {
        long now = nanos - origin;
        while (!resting.isEmpty() && resting.first().wakeAt <= now) {
            Lane<W> lane = resting.first();
            wake(lane, Lane.NEVER);
            settle(lane, now);
        }
        List<W> granted = new ArrayList<>();
        while (!movable.isEmpty()) {
            Neighbourhood<W> neighbourhood = movable.iterator().next();
            movable.remove(neighbourhood);
            while (neighbourhood.open < limits.perNetwork() && !neighbourhood.ready.isEmpty()) {
                granted.add(grant(neighbourhood.ready.iterator().next(), now));
            }
        }
        return granted;
    }

    /**
     * How long until time alone changes something.
     *
     * @param nanos the time
     * @return nanoseconds, 0 or more; empty if it never does
     */
    OptionalLong nanosToNext(long nanos) {
        return resting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, resting.first().wakeAt - (nanos - origin)));
    }

    /**
     * How much is remembered.
     *
     * @return the number of addresses and networks of which anything is known
     */
    int remembered() {
        return lanes.size() + networks.size() + resting.size() + movable.size();
    }

    private Lane<W> lane(InetAddress address, long now) {
        @Nullable Lane<W> known = lanes.get(address);
        if (known != null) {
            return known;
        }
        Neighbourhood<W> neighbourhood = networks.computeIfAbsent(Network.around(address, 24, 48), Neighbourhood::new);
        neighbourhood.lanes++;
        Lane<W> lane = new Lane<>(address, neighbourhood, serial++, now);
        lanes.put(address, lane);
        return lane;
    }

    private W grant(Lane<W> lane, long now) {
        W waiter = lane.first();
        lane.waiting.remove(waiter);
        lane.neighbourhood.waiting--;
        lane.open++;
        lane.neighbourhood.open++;
        // Leaving and coming back puts the lane behind the others of its network.
        lane.neighbourhood.ready.remove(lane);
        rest(lane, now);
        settle(lane, now);
        return waiter;
    }

    private void rest(Lane<W> lane, long now) {
        lane.nextAt = now + (lane.cool ? cooldown : every);
        lane.coolUntil = lane.cool ? now + COMPLAINT_COOLDOWNS * cooldown : now;
    }

    /** Brings a lane to where it belongs: ready, resting until a time, waiting for a release, or forgotten. */
    private void settle(Lane<W> lane, long now) {
        boolean wanted = !lane.waiting.isEmpty();
        boolean free = lane.open < (lane.cool ? 1 : limits.perAddress());
        boolean idle = !wanted && lane.open == 0;
        boolean ready = wanted && free && lane.nextAt <= now;
        if (!ready) {
            lane.neighbourhood.ready.remove(lane);
        } else if (lane.neighbourhood.ready.add(lane)) {
            movable.add(lane.neighbourhood);
        }
        long until = idle ? Math.max(lane.nextAt, lane.coolUntil) : wanted && free ? lane.nextAt : Lane.NEVER;
        wake(lane, until > now ? until : Lane.NEVER);
        if (idle && until <= now) {
            forget(lane);
        }
    }

    private void wake(Lane<W> lane, long at) {
        if (lane.wakeAt != at) {
            resting.remove(lane);
            lane.wakeAt = at;
            if (at != Lane.NEVER) {
                resting.add(lane);
            }
        }
    }

    private void forget(Lane<W> lane) {
        lanes.remove(lane.address);
        Neighbourhood<W> neighbourhood = lane.neighbourhood;
        if (--neighbourhood.lanes == 0) {
            networks.remove(neighbourhood.network);
            movable.remove(neighbourhood);
        }
    }
}
