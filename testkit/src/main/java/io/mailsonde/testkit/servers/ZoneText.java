package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a zone with little ado. Immutable: each method returns a zone with more in it.
 *
 * <pre>{@code
 * ZoneText.of("example.org", "127.0.0.53")
 *         .address("mx", "192.0.2.1", "2001:db8::1")
 *         .record("@ MX 10 mx")
 * }</pre>
 *
 * <p>A name that ends in a dot or in the zone's own name is complete; any other stands below the zone, and {@code
 * "@"} is the zone itself.
 *
 * @param origin the zone's name, with the final dot
 * @param text the zone file so far
 */
public record ZoneText(String origin, String text) implements Zone {

    private static final int MOST_ADDRESSES = 1 << 17;
    private static final int MOST_PAIRS = 1 << 24;

    /**
     * A zone that has its SOA record and one name server, {@code ns} below the zone. Every record lives for 300 s.
     *
     * @param name the zone's name; {@code "."} for a root zone, which lets one server answer for every name
     * @param nameServer the name server's addresses, where the zone will be served
     * @return the zone
     */
    public static ZoneText of(String name, String... nameServer) {
        String origin = complete(name);
        String head = "$ORIGIN " + origin + "\n$TTL 300\n@ SOA ns hostmaster 1 3600 900 604800 300\n@ NS ns\n";
        return new ZoneText(origin, head).address("ns", nameServer);
    }

    /**
     * Adds any record.
     *
     * @param line one line of a zone file: {@code "mx 60 MX 10 mail"}; relative names stand below the zone
     * @return the zone with it
     */
    public ZoneText record(String line) {
        return new ZoneText(origin, text + line + "\n");
    }

    /**
     * Adds A and AAAA records.
     *
     * @param name the name that gets the addresses
     * @param addresses IPv4 and IPv6 addresses
     * @return the zone with them
     */
    public ZoneText address(String name, String... addresses) {
        StringBuilder lines = new StringBuilder(text);
        for (String address : addresses) {
            lines.append(addressRecord(own(name), address));
        }
        return new ZoneText(origin, lines.toString());
    }

    /**
     * Adds so many A records for one name that a UDP answer is cut short.
     *
     * @param name the name that gets the addresses
     * @param count how many, from 198.18.0.0 upwards (the network for tests, RFC 2544): 1 to 131,072
     * @return the zone with them
     */
    public ZoneText manyAddresses(String name, int count) {
        requireBetween(count, MOST_ADDRESSES, "addresses");
        return append(IntStream.range(0, count)
                .mapToObj(i -> addressRecord(own(name), ipv4(198 << 24 | 18 << 16 | i)))
                .collect(Collectors.joining()));
    }

    /**
     * Adds a PTR record (RFC 1035, section 3.5; RFC 3596, section 2.5). The zone must be the root zone or the reverse
     * zone of the address.
     *
     * @param address an IPv4 or IPv6 address
     * @param name the host's complete name, with or without the final dot
     * @return the zone with it
     */
    public ZoneText ptr(String address, String name) {
        return record(reverseName(address) + " PTR " + complete(name));
    }

    /**
     * Adds hosts that pass forward-confirmed reverse DNS. The zone must be the root zone.
     *
     * @param domain the hosts' domain: they are {@code h0}, {@code h1} and so on below it
     * @param count how many, at 10.0.0.0 upwards: 1 to 16,777,216
     * @return the zone with a PTR and an A record for each
     */
    public ZoneText pairs(String domain, int count) {
        requireBetween(count, MOST_PAIRS, "pairs");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String address = ipv4(10 << 24 | i);
            String host = "h" + i + "." + complete(domain);
            lines.append(reverseName(address)).append(" PTR ").append(host).append('\n');
            lines.append(addressRecord(host, address));
        }
        return append(lines.toString());
    }

    /**
     * Hands a zone below this one to other servers, without a DS record: what is below is INSECURE.
     *
     * @param child the complete name of the zone below
     * @param addresses where it is served
     * @return the zone with the NS record and its glue
     */
    public ZoneText delegate(String child, String... addresses) {
        String zone = complete(child);
        return record(zone + " NS ns." + zone).address("ns." + zone, addresses);
    }

    /**
     * Hands a signed zone below this one to other servers, with its DS record: what is below is SECURE.
     *
     * @param child the signed zone
     * @param addresses where it is served
     * @return the zone with the NS record, its glue and the DS record
     */
    public ZoneText delegate(SignedZone child, String... addresses) {
        return delegate(child.origin(), addresses).record(child.key().ds());
    }

    private ZoneText append(String lines) {
        return new ZoneText(origin, text + lines);
    }

    private String own(String name) {
        String completed = complete(name);
        boolean insideThisZone = completed.equals(origin) || completed.endsWith("." + origin);
        return insideThisZone ? completed : name;
    }

    static String complete(String name) {
        return name.endsWith(".") ? name : name + ".";
    }

    private static String addressRecord(String name, String address) {
        return name + (address.indexOf(':') >= 0 ? " AAAA " : " A ") + address + "\n";
    }

    private static String ipv4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static String reverseName(String address) {
        byte[] octets = octets(address);
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (octets.length == 4) {
                name.append(Byte.toUnsignedInt(octets[i])).append('.');
            } else {
                name.append(Character.forDigit(octets[i] & 0xf, 16)).append('.');
                name.append(Character.forDigit(octets[i] >> 4 & 0xf, 16)).append('.');
            }
        }
        return name.append(octets.length == 4 ? "in-addr.arpa." : "ip6.arpa.").toString();
    }

    private static byte[] octets(String address) {
        return IpAddresses.parse(address).getAddress();
    }

    private static void requireBetween(int count, int most, String what) {
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("from 1 to " + most + " " + what + ", not " + count);
        }
    }
}
