package io.mailsonde.dns;

import io.mailsonde.Network;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and addresses that the public internet does not use for mail: the IANA registries "Special-Use Domain Names" (RFC 6761) and
 * "IPv4/IPv6 Special-Purpose Address" (RFC 6890), and multicast.
 */
public final class SpecialUse {
    private record Use(String text, boolean local) {}

    /** The only IPv6 addresses that are global unicast by now (RFC 4291, section 2.4, and the IANA registry of IPv6 address space). */
    private static final Network GLOBAL = Network.parse("2000::/3");

    /** Addresses that stand for an IPv4 address, and reach what it reaches: RFC 6052 and RFC 3056. */
    private static final Network TRANSLATED = Network.parse("64:ff9b::/96");

    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final Use NOT_GLOBAL = new Use("not global unicast, RFC 4291", false);

    private static final Map<Network, Use> ADDRESSES = new LinkedHashMap<>();
    private static final Map<String, String> DOMAINS = new LinkedHashMap<>();

    static {
        local("0.0.0.0/8", "this network, RFC 791");
        local("10.0.0.0/8", "private use, RFC 1918");
        local("100.64.0.0/10", "shared address space, RFC 6598");
        local("127.0.0.0/8", "loopback, RFC 1122");
        local("169.254.0.0/16", "link local, RFC 3927");
        local("172.16.0.0/12", "private use, RFC 1918");
        other("192.0.0.0/24", "IETF protocol assignments, RFC 6890");
        other("192.0.2.0/24", "documentation, RFC 5737");
        local("192.168.0.0/16", "private use, RFC 1918");
        other("198.18.0.0/15", "benchmarking, RFC 2544");
        other("198.51.100.0/24", "documentation, RFC 5737");
        other("203.0.113.0/24", "documentation, RFC 5737");
        other("224.0.0.0/4", "multicast, RFC 5771");
        other("240.0.0.0/4", "reserved, RFC 1112");
        local("::/128", "unspecified, RFC 4291");
        local("::1/128", "loopback, RFC 4291");
        local("64:ff9b:1::/48", "local translation, RFC 8215");
        other("100::/64", "discard only, RFC 6666");
        other("2001::/23", "IETF protocol assignments, RFC 2928");
        other("2001:db8::/32", "documentation, RFC 3849");
        other("3fff::/20", "documentation, RFC 9637");
        other("5f00::/16", "segment routing, RFC 9602");
        local("fc00::/7", "unique local, RFC 4193");
        local("fe80::/10", "link local, RFC 4291");
        other("ff00::/8", "multicast, RFC 4291");

        // RFC 6761, section 6.5: software should not treat the example domains as special, so they are not here
        domain("arpa", "infrastructure, RFC 3172");
        domain("alt", "RFC 9476");
        domain("internal", "reserved for private use by ICANN");
        domain("invalid", "RFC 6761");
        domain("local", "RFC 6762");
        domain("localhost", "RFC 6761");
        domain("onion", "RFC 7686");
        domain("test", "RFC 6761");
    }

    private SpecialUse() {}

    private static void local(String cidr, String use) {
        ADDRESSES.put(Network.parse(cidr), new Use(use, true));
    }

    private static void other(String cidr, String use) {
        ADDRESSES.put(Network.parse(cidr), new Use(use, false));
    }

    private static void domain(String name, String source) {
        DOMAINS.put(name, source);
    }

    /**
     * What an address is set aside for.
     *
     * @param address the address
     * @return the purpose and its source; empty for a global unicast address
     */
    public static Optional<String> ofAddress(InetAddress address) {
        return use(address).map(Use::text);
    }

    /**
     * What local network an address belongs to: one that a host elsewhere cannot reach, or reaches as something else.
     *
     * @param address the address
     * @return the purpose and its source, for private, shared, loopback and link-local addresses; empty for all others
     */
    public static Optional<String> ofLocalAddress(InetAddress address) {
        return use(address).filter(Use::local).map(Use::text);
    }

    private static Optional<Use> use(InetAddress address) {
        Optional<Use> listed = listed(address);
        if (listed.isPresent() || address.getAddress().length == 4) {
            return listed;
        }
        byte[] bytes = address.getAddress();
        if (TRANSLATED.contains(address)) {
            return listed(IpAddresses.ofBytes(Arrays.copyOfRange(bytes, 12, 16)));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return listed(IpAddresses.ofBytes(Arrays.copyOfRange(bytes, 2, 6)));
        }
        return GLOBAL.contains(address) ? Optional.empty() : Optional.of(NOT_GLOBAL);
    }

    private static Optional<Use> listed(InetAddress address) {
        return ADDRESSES.entrySet().stream()
                .filter(entry -> entry.getKey().contains(address))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * The special-use domain that a name lies in.
     *
     * @param name in canonical form
     * @return such as {@code "local (RFC 6762)"}; empty for an ordinary name
     */
    public static Optional<String> ofName(String name) {
        return DOMAINS.entrySet().stream()
                .filter(entry -> DnsNames.isAtOrBelow(name, entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .findFirst();
    }
}
