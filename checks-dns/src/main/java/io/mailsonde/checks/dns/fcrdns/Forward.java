package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.check.Observed;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.DnssecState;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The way forward from one name that the reverse DNS gave.
 *
 * @param lookup what the DNS says of the name's addresses
 * @param cut whether the name has more addresses than are read, so that one may be among those that are not known
 * @param localAddresses the private and otherwise local addresses among them that no network of the scope has
 */
public record Forward(Dns.NameAddresses lookup, boolean cut, List<InetAddress> localAddresses) {
    /** Copies the list. */
    public Forward {
        Objects.requireNonNull(lookup, "lookup");
        localAddresses = List.copyOf(localAddresses);
    }

    /**
     * The name.
     *
     * @return in canonical form
     */
    public String name() {
        return lookup.name();
    }

    /**
     * Whether the name leads to an address.
     *
     * @param address the address
     * @return true if one of the records of the address's family (A for IPv4, AAAA for IPv6) is that address
     */
    public boolean leadsTo(InetAddress address) {
        return leg(address) instanceof Observed.Saw<DnsAnswer> saw
                && saw.value().records(DnsRecord.Address.class).stream()
                        .anyMatch(record -> record.address().equals(address));
    }

    /**
     * Whether the name is an alias.
     *
     * @return true if a CNAME stood in the way
     */
    public boolean alias() {
        return answers().anyMatch(answer -> !answer.aliases().isEmpty());
    }

    /**
     * The DNSSEC state of the answer that matters for an address.
     *
     * @param address the address, whose family decides which answer
     * @return its state; indeterminate if there was no answer
     */
    public DnssecState dnssec(InetAddress address) {
        return leg(address).seen().map(DnsAnswer::dnssec).orElse(DnssecState.INDETERMINATE);
    }

    /**
     * The answer of an address's family: A for IPv4, AAAA for IPv6. Only that one can confirm the address.
     *
     * @param address the address
     * @return the answer, or why there is none
     */
    public Observed<DnsAnswer> leg(InetAddress address) {
        return address.getAddress().length == 4 ? lookup.v4() : lookup.v6();
    }

    private Stream<DnsAnswer> answers() {
        return Stream.of(lookup.v4(), lookup.v6()).flatMap(leg -> leg.seen().stream());
    }
}
