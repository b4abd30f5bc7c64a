package io.mailsonde;

import io.mailsonde.dns.DnsNames;

/**
 * A mail host by its name and port, as {@code mx1.example.org:25}: what its addresses are is for the DNS to say.
 *
 * @param name the name in A-labels, lower case, without the final dot
 * @param port its TCP port, 1 to 65535
 */
public record MailHostName(String name, int port) implements Target {
    /** Refuses what is not a host name (RFC 1123, section 2.1) or a port. */
    public MailHostName {
        name = DnsNames.hostname(name);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
    }

    /**
     * The name alone.
     *
     * @return the host
     */
    public HostName host() {
        return new HostName(name);
    }

    @Override
    public String text() {
        return DnsNames.shown(name) + ":" + port;
    }

    @Override
    public String toString() {
        return text();
    }
}
