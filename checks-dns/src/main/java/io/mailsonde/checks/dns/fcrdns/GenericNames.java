package io.mailsonde.checks.dns.fcrdns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells a name that a provider makes out of the address itself, such as {@code 192-0-2-1.pool.example.net}. Words alone prove nothing: a name is
 * generic only if it spells the address.
 */
final class GenericNames {
    private static final Pattern POOL_WORD = Pattern.compile(
            "(?<![a-z])(dyn|dynamic|dhcp|pool|pools|dsl|adsl|vdsl|cable|cust|customer|customers|client|clients|ppp|dial|dialup|dip|ip|ips|host|static|broadband|fiber|ftth|res|user)(?![a-z])");

    private static final String GAP = "[-._x]";

    private GenericNames() {}

    /**
     * How a name spells an address.
     *
     * @param name in canonical form
     * @param address the address
     * @return what in the name does, for a person; empty for a name of its own
     */
    static Optional<String> spelling(String name, InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 ? v4(name, bytes) : v6(name, bytes);
    }

    private static Optional<String> v4(String name, byte[] bytes) {
        List<String> octets = new ArrayList<>();
        StringBuilder hex = new StringBuilder();
        for (byte octet : bytes) {
            octets.add(String.valueOf(octet & 0xFF));
            hex.append(String.format(Locale.ROOT, "%02x", octet & 0xFF));
        }
        if (spells(name, octets) || spells(name, reversed(octets))) {
            return Optional.of("all four numbers of the address");
        }
        String padded = String.format(
                Locale.ROOT, "%03d%03d%03d%03d", bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF);
        if (name.contains(padded)) {
            return Optional.of("the address with its numbers run together");
        }
        if (Pattern.compile("(?<![0-9a-z])(0x)?" + hex + "(?![0-9a-z])")
                .matcher(name)
                .find()) {
            return Optional.of("the address in hexadecimal");
        }
        List<String> last = octets.subList(2, 4);
        boolean half = spells(name, last) || spells(name, reversed(last));
        return half && POOL_WORD.matcher(name).find()
                ? Optional.of("half of the address beside a word for a pool of customers")
                : Optional.empty();
    }

    private static boolean spells(String name, List<String> octets) {
        return Pattern.compile("(?<![0-9])0{0,2}" + String.join(GAP + "0{0,2}", octets) + "(?![0-9])")
                .matcher(name)
                .find();
    }

    private static List<String> reversed(List<String> octets) {
        List<String> turned = new ArrayList<>(octets);
        java.util.Collections.reverse(turned);
        return turned;
    }

    private static Optional<String> v6(String name, byte[] bytes) {
        StringBuilder nibbles = new StringBuilder();
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 2) {
            int group = ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
            nibbles.append(String.format(Locale.ROOT, "%04x", group));
            groups.add("0{0,3}" + Integer.toHexString(group));
        }
        String squeezed = name.replaceAll("[-._:]", "");
        String turned = new StringBuilder(nibbles).reverse().toString();
        if (squeezed.contains(nibbles) || squeezed.contains(turned)) {
            return Optional.of("every digit of the address");
        }
        String interfaceId = String.join("[-.]", groups.subList(4, 8));
        boolean small = nibbles.substring(16).startsWith("000000000000");
        return !small
                        && Pattern.compile("(?<![0-9a-f])" + interfaceId + "(?![0-9a-f])")
                                .matcher(name)
                                .find()
                ? Optional.of("the lower half of the address")
                : Optional.empty();
    }
}
