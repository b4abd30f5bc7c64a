package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.HostAddress;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.dns.ReverseNames;
import io.mailsonde.dns.SpecialUse;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the DNS says of an address: its names, and where each of them leads.
 *
 * @param address the address
 * @param reverseName the name under which its names are kept
 * @param ptr the answer to the PTR question, which may have led over aliases (RFC 2317), or why there is none
 * @param names how many different names the answer holds
 * @param forwards where the names lead: the first {@value #MAX_NAMES} by the alphabet, so that a server that turns its answers changes nothing
 * @param delegation who should know the names, looked into only where the PTR question ended in a server failure
 */
public record ReverseDns(
        InetAddress address,
        String reverseName,
        Observed<DnsAnswer> ptr,
        int names,
        List<Forward> forwards,
        Optional<Delegation> delegation) {
    /** How many names are followed: the number that RFC 7208, section 4.6.4, allows for {@code ptr}; receivers give up there too. */
    public static final int MAX_NAMES = 10;

    /** How many addresses of the other family are looked at. */
    public static final int MAX_SIBLINGS = 2;

    /** Looks up the names of an address and follows each; the role of the address does not matter. */
    public static final Probe<HostAddress, ReverseDns> PROBE =
            Probe.of("dns.reverse", HostAddress.class, ReverseDns.class, Dns.DNS, ReverseDns::look);

    /** How many addresses of each family of a name are kept: the one that was asked about, and as many others. */
    public static final int MAX_ADDRESSES = 32;

    /** Copies the list. */
    public ReverseDns {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(reverseName, "reverseName");
        Objects.requireNonNull(ptr, "ptr");
        Objects.requireNonNull(delegation, "delegation");
        forwards = List.copyOf(forwards);
    }

    private static Step<ReverseDns> look(HostAddress host, Dns dns) {
        String reverseName = ReverseNames.of(host.address());
        return dns.ask(reverseName, RecordType.PTR).observed().then(ptr -> {
            List<String> names = ptr.seen()
                    .map(answer -> answer.records(DnsRecord.Pointer.class).stream()
                            .map(DnsRecord.Pointer::name)
                            .distinct()
                            .sorted()
                            .toList())
                    .orElse(List.of());
            int left = ptr.seen().map(DnsAnswer::left).orElse(0);
            List<String> followed = names.stream().limit(MAX_NAMES).toList();
            boolean failed =
                    ptr instanceof Observed.Missed<DnsAnswer> missed && missed.reason() == Reason.DNS_SERVER_FAILURE;
            Step<Optional<Delegation>> delegation =
                    failed ? Delegation.look(reverseName, dns) : Step.saw(Optional.empty());
            return Step.each(followed, name -> dns.addresses(name).map(lookup -> forward(host.address(), lookup, dns)))
                    .map(ReverseDns::seen)
                    .with(
                            delegation,
                            (forwards, found) -> new ReverseDns(
                                    host.address(),
                                    reverseName,
                                    trimmed(ptr, followed),
                                    names.size() + left,
                                    forwards,
                                    found));
        });
    }

    private static List<Forward> seen(Map<String, Observed<Forward>> forwards) {
        return forwards.values().stream()
                .flatMap(forward -> forward.seen().stream())
                .toList();
    }

    private static Forward forward(InetAddress asked, Dns.NameAddresses lookup, Dns dns) {
        boolean cut = left(asked.getAddress().length == 4 ? lookup.v4() : lookup.v6()) > 0;
        boolean localItself = SpecialUse.ofLocalAddress(asked).isPresent();
        Dns.NameAddresses kept = new Dns.NameAddresses(
                lookup.name(), kept(lookup.v4(), asked), kept(lookup.v6(), asked), lookup.inScope());
        return new Forward(
                kept,
                cut,
                localItself
                        ? List.of()
                        : lookup.known().stream()
                                .filter(found ->
                                        SpecialUse.ofLocalAddress(found).isPresent() && !dns.inScope(found))
                                .distinct()
                                .limit(MAX_ADDRESSES)
                                .toList());
    }

    private static int left(Observed<DnsAnswer> leg) {
        return leg.seen().map(DnsAnswer::left).orElse(0);
    }

    private static Observed<DnsAnswer> kept(Observed<DnsAnswer> leg, InetAddress asked) {
        return leg.map(answer -> answer.trimmed(
                MAX_ADDRESSES,
                record -> record instanceof DnsRecord.Address known
                        && known.address().equals(asked)));
    }

    private static Observed<DnsAnswer> trimmed(Observed<DnsAnswer> ptr, List<String> followed) {
        return ptr.map(answer -> answer.trimmed(
                MAX_ADDRESSES,
                record -> record instanceof DnsRecord.Pointer pointer && followed.contains(pointer.name())));
    }

    /**
     * The names that lead back to the address.
     *
     * @return them, by the alphabet; empty where none does
     */
    public List<Forward> confirming() {
        return forwards.stream().filter(forward -> forward.leadsTo(address)).toList();
    }

    /**
     * The result by RFC 8601.
     *
     * @return pass as soon as any name leads back; a failure to find out counts only where none does
     */
    public Iprev iprev() {
        if (!confirming().isEmpty()) {
            return Iprev.PASS;
        }
        if (!(ptr instanceof Observed.Saw<DnsAnswer> saw)) {
            return Iprev.TEMPERROR;
        }
        if (saw.value().kind() != DnsAnswer.Kind.RECORDS) {
            return Iprev.PERMERROR;
        }
        return undecided().isPresent() ? Iprev.TEMPERROR : Iprev.FAIL;
    }

    /**
     * A name of which it is not known whether it leads back to the address.
     *
     * @return the first miss among the answers that could have confirmed it; empty if all were given
     */
    public Optional<Observed.Missed<DnsAnswer>> undecided() {
        return forwards.stream()
                .map(forward -> forward.cut()
                        ? new Observed.Missed<DnsAnswer>(
                                Reason.TOO_MUCH_DATA,
                                forward.name() + " has more than " + DnsAnswer.MAX_RECORDS + " addresses; "
                                        + IpAddresses.text(address) + " is not among the first")
                        : forward.leg(address))
                .filter(Observed.Missed.class::isInstance)
                .map(leg -> (Observed.Missed<DnsAnswer>) leg)
                .findFirst();
    }

    /**
     * The addresses of the other family of a host that confirms this one: the same host, as those see it whom it reaches that way.
     *
     * @return {@value #MAX_SIBLINGS} at most, in a fixed order; empty where this address is not confirmed
     */
    public List<HostAddress> siblings() {
        return confirming().stream()
                .flatMap(forward -> forward.lookup().known().stream())
                .filter(other -> other.getAddress().length != address.getAddress().length)
                .distinct()
                .sorted(Comparator.comparing(InetAddress::getAddress, java.util.Arrays::compareUnsigned))
                .limit(MAX_SIBLINGS)
                .map(other -> new HostAddress(other, HostAddress.Role.SENDING))
                .toList();
    }
}
