package io.mailsonde;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Who we say that we are, and where we connect from. A tester that does not pass its own checks gets refused, so name a host whose forward and
 * reverse DNS match.
 *
 * @param helo the name that we greet with (RFC 5321, section 4.1.1.1)
 * @param envelopeDomain the domain of our envelope addresses
 * @param contact a mail address at which somebody answers for the probes
 * @param sourceV4 the IPv4 address to connect from; empty for the system's choice
 * @param sourceV6 the IPv6 address to connect from; empty for the system's choice
 */
public record Identity(
        String helo,
        String envelopeDomain,
        String contact,
        Optional<InetAddress> sourceV4,
        Optional<InetAddress> sourceV6) {
    /** Refuses names that are not host names and a source address of the wrong family. */
    public Identity {
        helo = DnsNames.hostname(helo);
        envelopeDomain = DnsNames.hostname(envelopeDomain);
        Objects.requireNonNull(contact, "contact");
        family(sourceV4, 4, "IPv4");
        family(sourceV6, 16, "IPv6");
    }

    /**
     * An identity whose envelope domain is its HELO name, connecting from wherever the system chooses.
     *
     * @param helo the name that we greet with
     * @param contact a mail address at which somebody answers for the probes
     * @return the identity
     * @throws IllegalArgumentException if the name is not a host name
     */
    public static Identity of(String helo, String contact) {
        return new Identity(helo, helo, contact, Optional.empty(), Optional.empty());
    }

    /**
     * The same identity with envelope addresses of another domain.
     *
     * @param domain a domain of ours
     * @return the identity
     * @throws IllegalArgumentException if it is not a host name
     */
    public Identity writingFrom(String domain) {
        return new Identity(helo, domain, contact, sourceV4, sourceV6);
    }

    /**
     * The same identity connecting from an address.
     *
     * @param source an address of this machine; the other family keeps its source
     * @return the identity
     */
    public Identity from(InetAddress source) {
        return source.getAddress().length == 4
                ? new Identity(helo, envelopeDomain, contact, Optional.of(source), sourceV6)
                : new Identity(helo, envelopeDomain, contact, sourceV4, Optional.of(source));
    }

    /**
     * The address to connect from.
     *
     * @param peer where to
     * @return the source of the peer's family; empty for the system's choice
     */
    public Optional<InetAddress> sourceFor(InetAddress peer) {
        return peer.getAddress().length == 4 ? sourceV4 : sourceV6;
    }

    private static void family(Optional<InetAddress> source, int bytes, String name) {
        source.filter(address -> address.getAddress().length != bytes).ifPresent(address -> {
            throw new IllegalArgumentException(IpAddresses.text(address) + " is not an " + name + " address");
        });
    }
}
