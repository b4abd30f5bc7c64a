package io.mailsonde.internal.net;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed.Missed;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.internal.Durations;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What the exceptions of a connection attempt mean. Java and Netty tell some of them apart by their words only. */
final class ConnectFailures {
    private ConnectFailures() {}

    /**
     * What a failed attempt means.
     *
     * @param peer where to
     * @param source where from, if we chose
     * @param waited how long it took
     * @param cause what the transport threw
     * @param routed whether this machine has a route to an address; asked only where it matters
     * @return {@code CONNECTION_REFUSED}, {@code CONNECTION_CLOSED}, {@code UNREACHABLE}, {@code TIMED_OUT} or {@code LOCAL_FAILURE}
     */
    static Missed<Connection> missed(
            Peer peer, Optional<InetAddress> source, Duration waited, Throwable cause, Predicate<InetAddress> routed) {
        String words = words(cause);
        if (cause instanceof ConnectTimeoutException || words.contains("timed out")) {
            return new Missed<>(
                    Reason.TIMED_OUT,
                    "no answer from " + peer + " to the connection attempt within " + Durations.text(waited));
        }
        if (cause instanceof ConnectException && (words.contains("refused") || words.contains("reset"))) {
            return new Missed<>(Reason.CONNECTION_REFUSED, peer + " refused the connection");
        }
        if (words.contains("reset")) {
            // it stood, and was gone before we looked
            return new Missed<>(Reason.CONNECTION_CLOSED, peer + " reset the connection as soon as it stood");
        }
        boolean unreachable = cause instanceof NoRouteToHostException || words.contains("unreachable");
        if (unreachable && routed.test(peer.address())) {
            return new Missed<>(
                    Reason.UNREACHABLE,
                    "the network says that " + peer + " cannot be reached"
                            + (words.isEmpty() ? "" : " (" + words + ")"));
        }
        return new Missed<>(
                Reason.LOCAL_FAILURE,
                "this machine could not connect to " + peer
                        + source.map(address -> " from " + IpAddresses.text(address))
                                .orElse("") + ": "
                        + (words.isEmpty() ? cause.getClass().getSimpleName() : words));
    }

    /** Netty appends the address to the words of the exception that it wraps. */
    private static String words(Throwable cause) {
        Throwable first = cause;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? "" : first.getMessage().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether this machine has a route to an address, or rather none at all, as to IPv6 where there is only IPv4: the kernel says the same words
     * for that as for a router's complaint, and only the latter is about the peer. Sends nothing.
     *
     * @param address the address
     * @return false if the kernel knows no way
     */
    static boolean isRouted(InetAddress address) {
        try (DatagramChannel datagram = DatagramChannel.open()) {
            datagram.connect(new InetSocketAddress(address, 9));
            return true;
        } catch (NoRouteToHostException noRoute) {
            return false;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException other) {
            return !String.valueOf(other.getMessage()).contains("unreachable");
        }
    }
}
