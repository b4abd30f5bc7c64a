package io.mailsonde.dns;

import io.mailsonde.Network;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names and addresses that the public internet does not use for mail: the IANA registries "Special-Use Domain Names" (RFC 6761) and
 * "IPv4/IPv6 Special-Purpose Address" (RFC 6890), and multicast.
 */
public final class SpecialUse {
    private static final Map<Network, String> ADDRESSES = new LinkedHashMap<>();
    private static final Map<String, String> DOMAINS = new LinkedHashMap<>();

    static {
        address("0.0.0.0/8", "this network, RFC 791");
        address("10.0.0.0/8", "private use, RFC 1918");
        address("100.64.0.0/10", "shared address space, RFC 6598");
        address("127.0.0.0/8", "loopback, RFC 1122");
        address("169.254.0.0/16", "link local, RFC 3927");
        address("172.16.0.0/12", "private use, RFC 1918");
        address("192.0.0.0/24", "IETF protocol assignments, RFC 6890");
        address("192.0.2.0/24", "documentation, RFC 5737");
        address("192.168.0.0/16", "private use, RFC 1918");
        address("198.18.0.0/15", "benchmarking, RFC 2544");
        address("198.51.100.0/24", "documentation, RFC 5737");
        address("203.0.113.0/24", "documentation, RFC 5737");
        address("224.0.0.0/4", "multicast, RFC 5771");
        address("240.0.0.0/4", "reserved, RFC 1112");
        address("::/128", "unspecified, RFC 4291");
        address("::1/128", "loopback, RFC 4291");
        address("64:ff9b:1::/48", "local translation, RFC 8215");
        address("100::/64", "discard only, RFC 6666");
        address("2001::/23", "IETF protocol assignments, RFC 2928");
        address("2001:db8::/32", "documentation, RFC 3849");
        address("3fff::/20", "documentation, RFC 9637");
        address("5f00::/16", "segment routing, RFC 9602");
        address("fc00::/7", "unique local, RFC 4193");
        address("fe80::/10", "link local, RFC 4291");
        address("ff00::/8", "multicast, RFC 4291");

        domain("arpa", "infrastructure, RFC 3172");
        domain("alt", "RFC 9476");
        domain("example", "RFC 6761");
        domain("example.com", "RFC 6761");
        domain("example.net", "RFC 6761");
        domain("example.org", "RFC 6761");
        domain("internal", "reserved for private use by ICANN");
        domain("invalid", "RFC 6761");
        domain("local", "RFC 6762");
        domain("localhost", "RFC 6761");
        domain("onion", "RFC 7686");
        domain("test", "RFC 6761");
    }

    private SpecialUse() {}

    private static void address(String cidr, String use) {
        ADDRESSES.put(Network.parse(cidr), use);
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
