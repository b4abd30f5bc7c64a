package io.mailsonde.internal.run;

import io.mailsonde.HostAddress;
import io.mailsonde.MailHost;
import io.mailsonde.Network;
import io.mailsonde.Target;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets no network take all the room: a target of a network that has enough of them in flight stands aside while those of others go on. The
 * number of those that stand aside is bounded. One thread at a time is in it.
 */
final class FairIntake<T extends Target> {
    private static final class Group<T> {
        final Deque<T> aside = new ArrayDeque<>();
        int inFlight;
    }

    private final Intake<T> intake;
    private final int perNetwork;
    private final int mostAside;
    private final Map<Network, Group<T>> groups = new HashMap<>();
    private final Set<Network> movable = new LinkedHashSet<>();
    private int aside;

    FairIntake(Intake<T> intake, int perNetwork, int mostAside) {
        this.intake = intake;
        this.perNetwork = perNetwork;
        this.mostAside = mostAside;
    }

    void open() {
        intake.open();
    }

    /** The next target, which is in flight from now on; null if none may go now. */
    @Nullable
    T next() {
        T waited = fromAside();
        if (waited != null) {
            return waited;
        }
        while (aside < mostAside) {
            T drawn = intake.poll();
            if (drawn == null) {
                return null;
            }
            Optional<Network> network = network(drawn);
            if (network.isEmpty()) {
                return drawn;
            }
            Group<T> group = groups.computeIfAbsent(network.get(), same -> new Group<>());
            if (group.inFlight < perNetwork) {
                group.inFlight++;
                return drawn;
            }
            group.aside.add(drawn);
            aside++;
        }
        return null;
    }

    private @Nullable T fromAside() {
        if (movable.isEmpty()) {
            return null;
        }
        Network network = movable.iterator().next();
        movable.remove(network);
        Group<T> group = groups.get(network);
        T waited = group == null ? null : group.aside.poll();
        if (group == null || waited == null) {
            return null;
        }
        aside--;
        group.inFlight++;
        note(network, group);
        return waited;
    }

    /** A target is no longer in flight. */
    void over(Target target) {
        network(target).ifPresent(network -> {
            Group<T> group = groups.get(network);
            if (group != null) {
                group.inFlight--;
                note(network, group);
            }
        });
    }

    private void note(Network network, Group<T> group) {
        if (group.aside.isEmpty()) {
            if (group.inFlight == 0) {
                groups.remove(network);
            }
        } else if (group.inFlight < perNetwork) {
            movable.add(network);
        }
    }

    /** Whether nothing comes any more. */
    boolean ended() {
        return aside == 0 && intake.ended();
    }

    Optional<Throwable> failure() {
        return intake.failure();
    }

    void close() {
        intake.close();
        groups.clear();
        movable.clear();
        aside = 0;
    }

    private static Optional<Network> network(Target target) {
        if (target instanceof HostAddress host) {
            return Optional.of(around(host.address()));
        }
        return target instanceof MailHost host ? Optional.of(around(host.address())) : Optional.empty();
    }

    private static Network around(InetAddress address) {
        return Network.around(address, 24, 48);
    }
}
