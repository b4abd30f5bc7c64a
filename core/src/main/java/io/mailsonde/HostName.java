package io.mailsonde;

import io.mailsonde.dns.DnsNames;

/**
 * A host by its name: what its addresses are is for the DNS to say.
 *
 * @param name the name in A-labels, lower case, without the final dot
 */
public record HostName(String name) implements Target {
    /** Refuses what is not a host name (RFC 1123, section 2.1). */
    public HostName {
        name = DnsNames.hostname(name);
    }

    /**
     * A host by its name.
     *
     * @param name in A-labels or U-labels
     * @return the target
     * @throws IllegalArgumentException if it is not a host name; the message says what is wrong with it
     */
    public static HostName of(String name) {
        return new HostName(name);
    }

    @Override
    public String text() {
        return DnsNames.shown(name);
    }

    @Override
    public String toString() {
        return text();
    }
}
