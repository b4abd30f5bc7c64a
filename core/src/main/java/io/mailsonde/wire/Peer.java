package io.mailsonde.wire;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a connection leads.
 *
 * @param name the host name that led to the address, by which a scope may allow it; empty where there is none
 * @param address the address
 * @param port the TCP port, 1 to 65535
 */
public record Peer(Optional<String> name, InetAddress address, int port) {
    /** Refuses what is not a port. */
    public Peer {
        name = name.map(DnsNames::canonical);
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a TCP port lies between 1 and 65535, not " + port);
        }
    }

    @Override
    public String toString() {
        return IpAddresses.text(address, port);
    }
}
