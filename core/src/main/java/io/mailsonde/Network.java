package io.mailsonde;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network: an address and the length of the prefix that its members share (CIDR, RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param base the lowest address; bits behind the prefix are cleared
 * @param prefix 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Network(InetAddress base, int prefix) {
    /** Clears the bits behind the prefix; refuses a prefix that the family does not have. */
    public Network {
        byte[] bytes = base.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException("the prefix of " + IpAddresses.text(base) + " lies between 0 and "
                    + bytes.length * 8 + ", not " + prefix);
        }
        base = IpAddresses.ofBytes(masked(bytes, prefix));
    }

    /**
     * Reads a network.
     *
     * @param cidr such as {@code "192.0.2.0/24"} or {@code "2001:db8::/32"}; an address alone is a network of one
     * @return the network
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    public static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        InetAddress base = IpAddresses.parse(slash < 0 ? cidr : cidr.substring(0, slash));
        String prefix = slash < 0 ? String.valueOf(base.getAddress().length * 8) : cidr.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a network: " + DnsNames.printable(cidr));
        }
        return new Network(base, Integer.parseInt(prefix));
    }

    /**
     * The network of a given size that an address lies in.
     *
     * @param address the address
     * @param v4Prefix the prefix if it is IPv4
     * @param v6Prefix the prefix if it is IPv6
     * @return the network
     */
    public static Network around(InetAddress address, int v4Prefix, int v6Prefix) {
        return new Network(address, address.getAddress().length == 4 ? v4Prefix : v6Prefix);
    }

    /**
     * Whether an address lies in this network.
     *
     * @param address the address
     * @return true if it is of the same family and shares the prefix
     */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] mine = base.getAddress();
        return bytes.length == mine.length && Arrays.equals(masked(bytes, prefix), mine);
    }

    private static byte[] masked(byte[] bytes, int prefix) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - i * 8));
            masked[i] &= (byte) (0xFF << (8 - bits));
        }
        return masked;
    }

    @Override
    public String toString() {
        return IpAddresses.text(base) + "/" + prefix;
    }
}
