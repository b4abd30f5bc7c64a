package io.mailsonde;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * One listener of a mail host.
 *
 * @param name the name under which the host was found, such as that of an MX record, in A-labels; empty where only the address is known
 * @param address the address
 * @param port the TCP port, 1 to 65535
 * @param servedDomain a domain that it takes mail for, such as the one whose MX record led to it, in A-labels; empty where none is known
 */
public record MailHost(Optional<String> name, InetAddress address, int port, Optional<String> servedDomain)
        implements Target {
    /** Refuses what is not a host name and what is not a port. */
    public MailHost {
        name = name.map(DnsNames::hostname);
        servedDomain = servedDomain.map(DnsNames::hostname);
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a TCP port lies between 1 and 65535, not " + port);
        }
    }

    /**
     * A listener of which only the address is known.
     *
     * @param literal an IPv4 or IPv6 address in text form; nothing is resolved
     * @param port the TCP port, 1 to 65535
     * @return the target
     * @throws IllegalArgumentException if one of them is not valid
     */
    public static MailHost of(String literal, int port) {
        return new MailHost(Optional.empty(), IpAddresses.parse(literal), port, Optional.empty());
    }

    /**
     * The same listener, of which a domain is known that it takes mail for.
     *
     * @param domain the domain, in A-labels or U-labels
     * @return the target
     * @throws IllegalArgumentException if it is not a domain name
     */
    public MailHost serving(String domain) {
        return new MailHost(name, address, port, Optional.of(domain));
    }

    /**
     * Another listener of the same host.
     *
     * @param other its port, 1 to 65535
     * @return the target
     */
    public MailHost at(int other) {
        return new MailHost(name, address, other, servedDomain);
    }

    /**
     * The same listener by itself, whatever domains it serves: what is looked at once for all domains that it serves.
     *
     * @return the target without the domain
     */
    public MailHost listener() {
        return new MailHost(name, address, port, Optional.empty());
    }

    @Override
    public String text() {
        String where = IpAddresses.text(address, port);
        return name.map(n -> DnsNames.shown(n) + " (" + where + ")").orElse(where);
    }

    @Override
    public String toString() {
        return text();
    }
}
