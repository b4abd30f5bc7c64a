package io.mailsonde.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * One resource record with typed data. Names are in the form of {@link DnsNames#canonical(String)}; times to live are in seconds, as they
 * stand in the answer (RFC 2181, section 8).
 */
public sealed interface DnsRecord {
    /**
     * The name that owns the record.
     *
     * @return the owner
     */
    String owner();

    /**
     * How long the record may be kept.
     *
     * @return seconds, 0 to 2147483647
     */
    long ttl();

    /**
     * An A or AAAA record.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param address the address, IPv4 for A and IPv6 for AAAA (an IPv4-mapped one becomes IPv4, as everywhere in Java)
     */
    record Address(String owner, long ttl, InetAddress address) implements DnsRecord {
        /** Refuses missing parts. */
        public Address {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * A PTR record.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param name the name that it points to
     */
    record Pointer(String owner, long ttl, String name) implements DnsRecord {
        /** Refuses missing parts. */
        public Pointer {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * A CNAME record.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param name the canonical name
     */
    record Alias(String owner, long ttl, String name) implements DnsRecord {
        /** Refuses missing parts. */
        public Alias {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * An MX record.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param preference lower is tried first, 0 to 65535
     * @param exchanger the mail host; {@code "."} in the null MX of RFC 7505
     */
    record MailExchanger(String owner, long ttl, int preference, String exchanger) implements DnsRecord {
        /** Refuses missing parts. */
        public MailExchanger {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(exchanger, "exchanger");
        }
    }

    /**
     * An NS record.
     *
     * @param owner the zone
     * @param ttl seconds
     * @param name the name server's name
     */
    record NameServer(String owner, long ttl, String name) implements DnsRecord {
        /** Refuses missing parts. */
        public NameServer {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * An SOA record.
     *
     * @param owner the zone
     * @param ttl seconds
     * @param primary the primary name server (MNAME)
     * @param mailbox the mailbox of the person in charge (RNAME), as a name
     * @param serial the zone's serial number
     * @param minimum the time to live of negative answers in seconds (RFC 2308, section 4)
     */
    record StartOfAuthority(String owner, long ttl, String primary, String mailbox, long serial, long minimum)
            implements DnsRecord {
        /** Refuses missing parts. */
        public StartOfAuthority {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(primary, "primary");
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /**
     * A TXT record.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param strings its strings, each byte one character of ISO 8859-1, so that nothing is lost
     */
    record Text(String owner, long ttl, List<String> strings) implements DnsRecord {
        /** Copies the strings. */
        public Text {
            Objects.requireNonNull(owner, "owner");
            strings = List.copyOf(strings);
        }
    }

    /**
     * A record of any other type.
     *
     * @param owner the owner
     * @param ttl seconds
     * @param type the number of its type
     * @param data its data in presentation form
     */
    record Other(String owner, long ttl, int type, String data) implements DnsRecord {
        /** Refuses missing parts. */
        public Other {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(data, "data");
        }
    }
}
