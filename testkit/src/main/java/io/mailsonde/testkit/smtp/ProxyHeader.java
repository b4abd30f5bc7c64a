package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The header of HAProxy's PROXY protocol, versions 1 and 2, which tells the address of the client behind a proxy. */
final class ProxyHeader {
    private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] V2 = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int V1_MAX = 107;
    private static final int V2_FIXED = 16;
    private static final int IPV4 = 0x1;
    private static final int IPV6 = 0x2;

    private ProxyHeader() {}

    /**
     * Takes a header if there is one.
     *
     * @return the client's address; empty if the header names none; null if there is no header
     */
    static @Nullable String read(Wire wire, Duration wait) throws IOException {
        byte[] first = wire.peek(V1.length, wait);
        if (Arrays.equals(first, V1)) {
            String line = wire.readLine(V1_MAX);
            return line == null ? null : version1(line);
        }
        boolean binary = first.length == V1.length && Arrays.equals(first, Arrays.copyOf(V2, V1.length));
        return binary ? version2(wire, wait) : null;
    }

    private static String version1(String line) {
        StringTokenizer words = new StringTokenizer(line);
        words.nextToken();
        String family = words.hasMoreTokens() ? words.nextToken() : "";
        return family.startsWith("TCP") && words.hasMoreTokens() ? words.nextToken() : "";
    }

    private static @Nullable String version2(Wire wire, Duration wait) throws IOException {
        byte[] fixed = wire.peek(V2_FIXED, wait);
        if (fixed.length < V2_FIXED || !Arrays.equals(Arrays.copyOf(fixed, V2.length), V2)) {
            return null;
        }
        int length = V2_FIXED + (fixed[14] & 0xFF) * 256 + (fixed[15] & 0xFF);
        byte[] header = wire.peek(length, wait);
        wire.skip(header.length);
        int octets = switch (header[13] >> 4 & 0xF) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            default -> 0;
        };
        boolean proxied = (header[12] & 0xF) == 1;
        return proxied && octets > 0 && header.length == length && length >= V2_FIXED + octets
                ? InetAddress.getByAddress(Arrays.copyOfRange(header, V2_FIXED, V2_FIXED + octets))
                        .getHostAddress()
                : "";
    }
}
