package io.mailsonde.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.internal.dns.TrustAnchors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransportsTest {
    private record Kind(Transports transport, IoHandlerFactory handler) {
        @Override
        public String toString() {
            return transport.toString();
        }
    }

    /** Those that this machine has. */
    static Stream<Kind> kinds() {
        Stream.Builder<Kind> kinds = Stream.builder();
        kinds.add(new Kind(Transports.NIO, NioIoHandler.newFactory()));
        if (Epoll.isAvailable()) {
            kinds.add(new Kind(Transports.EPOLL, EpollIoHandler.newFactory()));
        }
        if (IoUring.isAvailable()) {
            kinds.add(new Kind(Transports.IO_URING, IoUringIoHandler.newFactory()));
        }
        return kinds.build();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_group_is_known_by_its_kind_and_takes_its_channels(Kind kind) throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, kind.handler());
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Transports.of(group)).isEqualTo(kind.transport());
            for (Channel channel :
                    List.of(kind.transport().newSocket(), kind.transport().newDatagram())) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
                group.register(channel).syncUninterruptibly();
                channel.connect(listener.getLocalSocketAddress()).syncUninterruptibly();
                assertThat(channel.isActive()).isTrue();
                channel.close().syncUninterruptibly();
            }
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_closed_port_is_told_at_once_on_each(Kind kind) throws IOException {
        InetSocketAddress closed;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, kind.handler());
        DnsConfig config = DnsConfig.ofSystem(group, Runnable::run)
                .withServers(List.of(closed))
                .withAnchors(TrustAnchors.NONE);
        try (DnsClient client = new DnsClient(config)) {
            Observed<DnsAnswer> answer = client.ask(
                            new DnsQuestion("example.org", RecordType.A), Duration.ofSeconds(20))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join()
                    .answer();

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Observed.Missed.class,
                            missed -> assertThat(missed.reason()).isEqualTo(Reason.UNREACHABLE));
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void a_new_group_is_nio_unless_native_is_wanted() {
        EventLoopGroup plain = Transports.newGroup(1, false);
        EventLoopGroup best = Transports.newGroup(1, true);
        try {
            assertThat(Transports.of(plain)).isEqualTo(Transports.NIO);
            assertThat(Transports.of(best))
                    .isEqualTo(kinds().reduce((first, second) -> second)
                            .orElseThrow()
                            .transport());
        } finally {
            plain.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
            best.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void a_group_without_a_network_is_refused() {
        EventLoopGroup local = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
        try {
            assertThatThrownBy(() -> Transports.of(local)).isInstanceOf(IllegalArgumentException.class);
        } finally {
            local.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
