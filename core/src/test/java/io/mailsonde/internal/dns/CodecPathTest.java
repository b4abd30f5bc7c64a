package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever bytes a server sends under the right id and question: a typed end, never an exception, never a hang. */
final class CodecPathTest {
    private static EventLoopGroup group;
    private static DatagramSocket server;
    private static DnsClient client;
    private static volatile byte[] tail = {};
    private static volatile byte[] header = {};
    private static int number;

    private CodecPathTest() {}

    @BeforeContainer
    static void start() throws SocketException {
        server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(CodecPathTest::serve, "bytes");
        thread.setDaemon(true);
        thread.start();
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        client = new DnsClient(DnsConfig.ofSystem(group, Runnable::run)
                .withServers(List.of((InetSocketAddress) server.getLocalSocketAddress()))
                .withAnchors(TrustAnchors.NONE)
                .withLimits(DnsLimits.DEFAULT
                        .withCached(0)
                        .withTries(List.of(Duration.ofSeconds(10), Duration.ofSeconds(10)))));
    }

    @AfterContainer
    static void stop() {
        client.close();
        client.closing().orTimeout(5, TimeUnit.SECONDS).join();
        server.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** The id and the question of the query, then the header's other bytes and the rest as the property wants them. */
    private static void serve() {
        byte[] buffer = new byte[512];
        while (!server.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                server.receive(packet);
                int questionEnd = packet.getLength() - (buffer[11] == 0 ? 0 : 11);
                byte[] reply = new byte[questionEnd + tail.length];
                System.arraycopy(buffer, 0, reply, 0, questionEnd);
                System.arraycopy(tail, 0, reply, questionEnd, tail.length);
                reply[2] = (byte) (0x80 | (header[0] & 0x05));
                reply[3] = header[1];
                System.arraycopy(header, 2, reply, 6, 6);
                server.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static Lookup ask(byte[] headerBytes, byte[] bytes) {
        header = headerBytes;
        tail = bytes;
        DnsQuestion question = new DnsQuestion("h" + number++ + ".example.org", RecordType.A);
        return client.ask(question, Duration.ofSeconds(20))
                .orTimeout(25, TimeUnit.SECONDS)
                .join();
    }

    @Provide
    Arbitrary<byte[]> headers() {
        Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 3);
        return Arbitraries.bytes()
                .list()
                .ofSize(2)
                .flatMap(flags -> small.list().ofSize(3).map(counts ->
                        new byte[] {flags.get(0), flags.get(1), 0, counts.get(0), 0, counts.get(1), 0, counts.get(2)}));
    }

    /** Records with a sound frame and arbitrary content, so that the readers of each type are reached. */
    @Provide
    Arbitrary<byte[]> records() {
        Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<Integer> types =
                Arbitraries.of(1, 2, 5, 6, 12, 15, 16, 28, 33, 35, 39, 41, 43, 46, 47, 48, 50, 52, 64, 99, 257);
        return types.flatMap(type -> data.map(bytes -> {
            byte[] record = new byte[12 + bytes.length];
            record[0] = (byte) 0xc0;
            record[1] = 12;
            record[3] = type.byteValue();
            record[2] = (byte) (type >> 8);
            record[5] = 1;
            record[11] = (byte) bytes.length;
            System.arraycopy(bytes, 0, record, 12, bytes.length);
            return record;
        }));
    }

    @Property(tries = 250)
    void arbitrary_bytes_after_the_question_end_in_an_answer_or_a_typed_miss(
            @ForAll("headers") byte[] headerBytes, @ForAll byte[] bytes) {
        isTyped(ask(headerBytes, bytes));
    }

    @Property(tries = 250)
    void arbitrary_records_end_in_an_answer_or_a_typed_miss(
            @ForAll("headers") byte[] headerBytes, @ForAll("records") byte[] bytes) {
        isTyped(ask(headerBytes, bytes));
    }

    private static void isTyped(Lookup lookup) {
        assertThat(lookup.exchange().attempts()).isPositive();
        if (lookup.answer() instanceof Observed.Missed<?> missed) {
            Set<Reason> reasons = Set.of(Reason.DNS_MALFORMED, Reason.DNS_SERVER_FAILURE, Reason.DNS_REFUSED);
            assertThat(missed.reason()).isIn(reasons);
        } else {
            assertThat(lookup.exchange().result()).isIn("NOERROR", "NXDOMAIN");
        }
    }
}
