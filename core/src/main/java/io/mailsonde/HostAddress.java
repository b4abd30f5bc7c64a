package io.mailsonde;

import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Objects;

/**
 * An address of a mail host, and what the host does there.
 *
 * @param address the address; an IPv4-mapped IPv6 address is the IPv4 address
 * @param role what the host does at this address, which decides how grave a finding is
 */
public record HostAddress(InetAddress address, Role role) implements Target {
    /** What a mail host does at an address. */
    public enum Role {
        /** It sends mail to others, who judge it by its reverse DNS. */
        SENDING,
        /** As far as is known it only takes mail in. */
        INBOUND
    }

    /** Refuses missing parts. */
    public HostAddress {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(role, "role");
    }

    /**
     * The address of a host that sends mail.
     *
     * @param literal an IPv4 or IPv6 address in text form; never a name, nothing is resolved
     * @return the target
     * @throws IllegalArgumentException if the text is not an address
     */
    public static HostAddress of(String literal) {
        return new HostAddress(IpAddresses.parse(literal), Role.SENDING);
    }

    /**
     * The same address in another role.
     *
     * @param other the role
     * @return the target
     */
    public HostAddress as(Role other) {
        return new HostAddress(address, other);
    }

    @Override
    public String text() {
        return IpAddresses.text(address);
    }

    @Override
    public String toString() {
        return text();
    }
}
