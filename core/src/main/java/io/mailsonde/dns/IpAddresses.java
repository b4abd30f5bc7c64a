package io.mailsonde.dns;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses as text. Nothing here ever asks the DNS. */
public final class IpAddresses {
    private IpAddresses() {}

    /**
     * Reads an address.
     *
     * @param literal an IPv4 address with four decimal parts, or an IPv6 address (RFC 4291, section 2.2) without brackets or zone
     * @return the address; an IPv4-mapped IPv6 address becomes the IPv4 address
     * @throws IllegalArgumentException if it is neither
     */
    public static InetAddress parse(String literal) {
        byte[] bytes = literal.indexOf('%') >= 0 || literal.startsWith("[")
                ? null
                : NetUtil.createByteArrayFromIpAddressString(literal);
        if (bytes == null) {
            throw new IllegalArgumentException("not an IP address: " + DnsNames.printable(literal));
        }
        return ofBytes(bytes);
    }

    /**
     * Whether a text is an address that {@link #parse(String)} takes.
     *
     * @param text any text
     * @return true for an address
     */
    public static boolean isLiteral(String text) {
        return text.indexOf('%') < 0
                && !text.startsWith("[")
                && (NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text));
    }

    /**
     * An address from its bytes.
     *
     * @param bytes 4 or 16 of them, in network order
     * @return the address
     * @throws IllegalArgumentException for any other number of bytes
     */
    public static InetAddress ofBytes(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }

    /**
     * Writes an address.
     *
     * @param address the address
     * @return IPv4 in four decimal parts, IPv6 in the canonical form of RFC 5952
     */
    public static String text(InetAddress address) {
        return NetUtil.toAddressString(address);
    }

    /**
     * Writes an address and a port.
     *
     * @param address the address
     * @param port the port
     * @return {@code 192.0.2.1:25} or {@code [2001:db8::1]:25}
     */
    public static String text(InetAddress address, int port) {
        String host = text(address);
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
