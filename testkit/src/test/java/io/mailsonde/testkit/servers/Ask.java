package io.mailsonde.testkit.servers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions of these tests, each a fresh UDP exchange. */
final class Ask {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private Ask() {}

    static RawDns.Reply ask(String server, String name, int type) {
        InetSocketAddress address = new InetSocketAddress(literal(server), 53);
        return RawDns.ask(address, new RawDns.Question(name, type), WAIT)
                .orElseThrow(() -> new AssertionError(server + " gave no answer for " + name + " within " + WAIT));
    }

    /** The IPv4 addresses in the answer. */
    static List<String> addresses(RawDns.Reply reply) {
        return reply.answers().stream().map(Ask::ipv4).toList();
    }

    private static String ipv4(byte[] octets) {
        return IntStream.range(0, octets.length)
                .mapToObj(i -> Integer.toString(Byte.toUnsignedInt(octets[i])))
                .collect(Collectors.joining("."));
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
