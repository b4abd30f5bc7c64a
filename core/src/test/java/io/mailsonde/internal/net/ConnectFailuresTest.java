package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed.Missed;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.wire.Peer;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the exceptions of a connection attempt mean, where this machine has a route and where it has none. */
class ConnectFailuresTest {
    private static final Peer PEER = new Peer(Optional.empty(), IpAddresses.parse("192.0.2.1"), 25);

    private static Missed<?> missed(Throwable cause, boolean routed) {
        return ConnectFailures.missed(
                PEER, Optional.of(IpAddresses.parse("192.0.2.9")), Duration.ofSeconds(10), cause, address -> routed);
    }

    static Stream<Arguments> exceptions() {
        String local = "this machine could not connect to 192.0.2.1:25 from 192.0.2.9: ";
        String silent = "no answer from 192.0.2.1:25 to the connection attempt within 10 s";
        String refused = "192.0.2.1:25 refused the connection";
        String unreachable = "the network says that 192.0.2.1:25 cannot be reached (%s)";
        return Stream.of(
                Arguments.of(
                        new ConnectTimeoutException("connection timed out after 10 ms: x"), Reason.TIMED_OUT, silent),
                Arguments.of(new ConnectException("Connection timed out"), Reason.TIMED_OUT, silent),
                Arguments.of(new ConnectException("Connection refused"), Reason.CONNECTION_REFUSED, refused),
                Arguments.of(
                        new ConnectException("connect(..) failed with error(-111): Connection refused"),
                        Reason.CONNECTION_REFUSED,
                        refused),
                Arguments.of(
                        new SocketException("Connection reset by peer"),
                        Reason.CONNECTION_CLOSED,
                        "192.0.2.1:25 reset the connection as soon as it stood"),
                Arguments.of(
                        new NoRouteToHostException("No route to host"),
                        Reason.UNREACHABLE,
                        String.format(unreachable, "no route to host")),
                Arguments.of(
                        new NoRouteToHostException(), // as the native transports do
                        Reason.UNREACHABLE,
                        "the network says that 192.0.2.1:25 cannot be reached"),
                Arguments.of(
                        new ConnectException("Network is unreachable"),
                        Reason.UNREACHABLE,
                        String.format(unreachable, "network is unreachable")),
                Arguments.of(
                        wrapped("Network is unreachable: /192.0.2.1:25", new SocketException("Network is unreachable")),
                        Reason.UNREACHABLE,
                        String.format(unreachable, "network is unreachable")),
                Arguments.of(
                        new BindException("Cannot assign requested address"),
                        Reason.LOCAL_FAILURE,
                        local + "cannot assign requested address"),
                Arguments.of(
                        new SocketException("Permission denied"), Reason.LOCAL_FAILURE, local + "permission denied"),
                Arguments.of(
                        new ChannelException("Failed to open a socket.", new IOException("Too many open files")),
                        Reason.LOCAL_FAILURE,
                        local + "too many open files"),
                Arguments.of(
                        new UnsupportedAddressTypeException(),
                        Reason.LOCAL_FAILURE,
                        local + "UnsupportedAddressTypeException"));
    }

    private static Throwable wrapped(String words, Throwable cause) {
        Throwable wrapping = new ConnectException(words);
        return wrapping.initCause(cause);
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void each_means_something(Throwable cause, Reason reason, String detail) {
        assertThat(missed(cause, true)).isEqualTo(new Missed<>(reason, detail));
    }

    @Test
    void without_a_route_of_our_own_the_network_has_said_nothing() {
        assertThat(missed(new ConnectException("Network is unreachable"), false).reason())
                .isEqualTo(Reason.LOCAL_FAILURE);
        assertThat(missed(new NoRouteToHostException("No route to host"), false).reason())
                .isEqualTo(Reason.LOCAL_FAILURE);
    }

    @Test
    void there_is_a_route_to_ourselves() {
        assertThat(ConnectFailures.isRouted(IpAddresses.parse("127.0.0.1"))).isTrue();
    }
}
