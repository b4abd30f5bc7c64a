package io.mailsonde.checks.dns.fcrdns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        for (byte octet : bytes) {
            octets.add(String.valueOf(octet & 0xFF));
        }
        if (spells(name, octets) || spells(name, reversed(octets))) {
            return Optional.of("all four numbers of the address");
        }
        String padded = octets.stream()
                .map(octet -> "00".substring(octet.length() - 1) + octet)
                .collect(Collectors.joining());
        if (name.contains(padded)) {
            return Optional.of("the address with its numbers run together");
        }
        String hex = HexFormat.of().formatHex(bytes);
        if (name.contains(hex)
                && Pattern.compile("(?<![0-9a-z])(0x)?" + hex + "(?![0-9a-z])")
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
        // most names hold none of this: asked first, since a pattern of its own for each address is dear
        return octets.stream().allMatch(name::contains)
                && Pattern.compile("(?<![0-9])0{0,2}" + String.join(GAP + "0{0,2}", octets) + "(?![0-9])")
                        .matcher(name)
                        .find();
    }

    private static List<String> reversed(List<String> octets) {
        List<String> turned = new ArrayList<>(octets);
        Collections.reverse(turned);
        return turned;
    }

    private static Optional<String> v6(String name, byte[] bytes) {
        String nibbles = HexFormat.of().formatHex(bytes);
        String squeezed =
                name.replace("-", "").replace(".", "").replace("_", "").replace(":", "");
        String turned = new StringBuilder(nibbles).reverse().toString();
        if (squeezed.contains(nibbles) || squeezed.contains(turned)) {
            return Optional.of("every digit of the address");
        }
        String lower = nibbles.substring(16);
        if (lower.startsWith("000000000000")) {
            return Optional.empty(); // ::1 and the like are in many names by chance
        }
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < lower.length(); i += 4) {
            groups.add("0{0,3}" + Integer.toHexString(Integer.parseInt(lower.substring(i, i + 4), 16)));
        }
        return Pattern.compile("(?<![0-9a-f])" + String.join("[-.]", groups) + "(?![0-9a-f])")
                        .matcher(name)
                        .find()
                ? Optional.of("the lower half of the address")
                : Optional.empty();
    }
}
