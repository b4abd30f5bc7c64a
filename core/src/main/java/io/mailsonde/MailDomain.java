package io.mailsonde;

import io.mailsonde.dns.DnsNames;

/**
 * A domain that stands behind the {@code @} of mail addresses.
 *
 * @param name the name in A-labels, as it goes over the wire: lower case, without the final dot
 */
public record MailDomain(String name) implements Target {
    /** Refuses what is not a domain name that can take mail (RFC 5321, section 2.3.5). */
    public MailDomain {
        name = DnsNames.hostname(name);
    }

    /**
     * A mail domain.
     *
     * @param name in A-labels or U-labels
     * @return the target
     * @throws IllegalArgumentException if it is not a domain name; the message says what is wrong with it
     */
    public static MailDomain of(String name) {
        return new MailDomain(name);
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
