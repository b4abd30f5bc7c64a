package io.mailsonde.dns;

import java.net.InetAddress;
import java.util.Optional;

/** The names under which the DNS keeps the names of addresses (RFC 1035, section 3.5; RFC 3596, section 2.5). */
public final class ReverseNames {
    private static final String V4 = ".in-addr.arpa";
    private static final String V6 = ".ip6.arpa";

    private ReverseNames() {}

    /**
     * The reverse name of an address.
     *
     * @param address the address
     * @return such as {@code "1.2.0.192.in-addr.arpa"}, in canonical form
     */
    public static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder name = new StringBuilder(72);
        for (int i = bytes.length - 1; i >= 0; i--) {
            int value = bytes[i] & 0xFF;
            if (bytes.length == 4) {
                name.append(value).append('.');
            } else {
                name.append(Character.forDigit(value & 0xF, 16)).append('.');
                name.append(Character.forDigit(value >> 4, 16)).append('.');
            }
        }
        name.setLength(name.length() - 1);
        return name.append(bytes.length == 4 ? V4 : V6).toString();
    }

    /**
     * The address of a reverse name.
     *
     * @param name in canonical form
     * @return the address; empty if the name is not the full reverse name of one
     */
    public static Optional<InetAddress> addressOf(String name) {
        if (name.endsWith(V4)) {
            String[] labels = name.substring(0, name.length() - V4.length()).split("\\.", -1);
            return labels.length == 4 ? bytes(labels, 10, 1) : Optional.empty();
        }
        if (name.endsWith(V6)) {
            String[] labels = name.substring(0, name.length() - V6.length()).split("\\.", -1);
            return labels.length == 32 ? bytes(labels, 16, 2) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> bytes(String[] labels, int radix, int labelsPerByte) {
        byte[] bytes = new byte[labels.length / labelsPerByte];
        for (int i = 0; i < labels.length; i++) {
            String label = labels[labels.length - 1 - i];
            if (!label.matches(radix == 10 ? "0|[1-9][0-9]{0,2}" : "[0-9a-f]")) {
                return Optional.empty();
            }
            int value = Integer.parseInt(label, radix);
            if (value > 255) {
                return Optional.empty();
            }
            int place = i / labelsPerByte;
            bytes[place] = (byte) (labelsPerByte == 1 ? value : (bytes[place] << 4 | value));
        }
        return Optional.of(IpAddresses.ofBytes(bytes));
    }
}
