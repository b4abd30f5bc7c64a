package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who should know the names of an address, and whether they do: the delegation of its reverse zone, asked of the parent's name servers and then of
 * each name server that they name.
 *
 * @param zone the delegated zone
 * @param parent the zone that delegates it
 * @param whole whether every name server and every address of each was asked
 * @param servers the name servers that the parent names for it, {@value #MAX_SERVERS} at most, and what each said of the zone
 */
public record Delegation(String zone, String parent, boolean whole, List<NameServer> servers) {
    /** How many name servers of a zone are asked. */
    public static final int MAX_SERVERS = 4;

    private static final int MAX_ADDRESSES = 2;

    /** Where an IPv6 reverse zone is cut in practice: between /12 (a registry's) and /64 (a site's), at a nibble. */
    private static final int LABELS_ABOVE_64 = 16;

    private static final int MAX_ANCESTORS = 15;

    /** What a name server says of a zone that is delegated to it. */
    public enum State {
        /** It is an authority for the zone. */
        AUTHORITATIVE,
        /** It answers, and is no authority for the zone: a lame delegation (RFC 1912, section 2.8). */
        LAME,
        /** It gave no answer. */
        SILENT,
        /** Its name has no address that is known. */
        UNRESOLVED
    }

    /**
     * One name server.
     *
     * @param name its name
     * @param address the address that was asked; empty if none is known
     * @param state what it said of the zone
     * @param detail the same for a person
     */
    public record NameServer(String name, Optional<InetAddress> address, State state, String detail) {}

    /** Copies the list. */
    public Delegation {
        servers = List.copyOf(servers);
    }

    /**
     * Whether nobody to whom the zone is delegated knows it.
     *
     * @return true if every name server was asked, at least one is lame, and every other is lame or has no address at all
     */
    public boolean lame() {
        return whole
                && servers.stream().anyMatch(server -> server.state() == State.LAME)
                && servers.stream()
                        .allMatch(server -> server.state() == State.LAME || server.state() == State.UNRESOLVED);
    }

    static Step<Optional<Delegation>> look(String reverseName, Dns dns) {
        return parentOf(ancestors(reverseName), dns)
                .then(parent ->
                        parent.map(zone -> below(zone, reverseName, dns)).orElseGet(() -> Step.saw(Optional.empty())));
    }

    private static List<String> ancestors(String reverseName) {
        List<String> all = new ArrayList<>();
        int dot = reverseName.indexOf('.');
        while (dot >= 0) {
            String ancestor = reverseName.substring(dot + 1);
            if (ancestor.chars().filter(c -> c == '.').count() <= LABELS_ABOVE_64 + 1) {
                all.add(ancestor);
            }
            dot = reverseName.indexOf('.', dot + 1);
        }
        return all.stream().limit(MAX_ANCESTORS).toList();
    }

    /** The deepest zone above the failure: the first ancestor that anything is known of says whose zone it lies in. */
    private static Step<Optional<String>> parentOf(List<String> ancestors, Dns dns) {
        if (ancestors.isEmpty()) {
            return Step.saw(Optional.empty());
        }
        String ancestor = ancestors.get(0);
        List<String> rest = ancestors.subList(1, ancestors.size());
        return dns.ask(ancestor, RecordType.SOA)
                .observed()
                .then(seen -> seen.seen()
                        .map(answer -> Step.saw(Stream.concat(answer.records().stream(), answer.authority().stream())
                                .filter(DnsRecord.StartOfAuthority.class::isInstance)
                                .map(DnsRecord::owner)
                                .findFirst()))
                        .orElseGet(() -> parentOf(rest, dns)));
    }

    private static Step<Optional<Delegation>> below(String parent, String reverseName, Dns dns) {
        return dns.ask(parent, RecordType.NS).observed().then(seen -> {
            List<String> names = seen.seen().map(Delegation::serverNames).orElse(List.of()).stream()
                    .limit(MAX_SERVERS)
                    .toList();
            return Step.each(names, name -> addressesOf(name, List.of(), dns)).then(found -> {
                List<InetAddress> addresses = found.values().stream()
                        .flatMap(known -> known.seen().stream())
                        .flatMap(List::stream)
                        .distinct()
                        .limit(MAX_SERVERS)
                        .toList();
                return Step.each(addresses, address -> dns.ask(address, reverseName, RecordType.PTR))
                        .then(answers -> answers.values().stream()
                                .flatMap(answer -> answer.seen().stream())
                                .filter(answer -> refers(answer, parent, reverseName))
                                .findFirst()
                                .map(referral -> follow(parent, referral, dns))
                                .orElseGet(() -> Step.saw(Optional.empty())));
            });
        });
    }

    /** A referral leads down, to a zone that the name lies in; one that leads up or to itself says nothing. */
    private static boolean refers(DnsAnswer answer, String parent, String reverseName) {
        String zone = zoneOf(answer);
        return answer.kind() == DnsAnswer.Kind.REFERRAL
                && !zone.equals(parent)
                && DnsNames.isAtOrBelow(zone, parent)
                && DnsNames.isAtOrBelow(reverseName, zone);
    }

    private static String zoneOf(DnsAnswer referral) {
        return referral.authority().stream()
                .filter(DnsRecord.NameServer.class::isInstance)
                .map(DnsRecord::owner)
                .findFirst()
                .orElse(".");
    }

    private static Step<Optional<Delegation>> follow(String parent, DnsAnswer referral, Dns dns) {
        List<String> all = serverNames(referral);
        List<String> names = all.stream().limit(MAX_SERVERS).toList();
        String zone = zoneOf(referral);
        return Step.each(
                        names,
                        name -> addressesOf(name, referral.additional(), dns)
                                .observed()
                                .then(addresses -> addresses.match(
                                        known -> state(name, known, zone, dns),
                                        (reason, detail) -> unknown(name, reason, detail))))
                .map(found -> {
                    boolean whole = all.size() == names.size()
                            && found.values().stream().allMatch(Delegation::complete);
                    return Optional.of(new Delegation(zone, parent, whole, flat(found)));
                });
    }

    private static boolean complete(Observed<List<NameServer>> servers) {
        return servers.match(list -> list.size() <= MAX_ADDRESSES, (reason, detail) -> false);
    }

    /** A name without addresses is nobody's server; one whose addresses could not be had may be a good one. */
    private static Step<List<NameServer>> unknown(String name, Reason reason, String detail) {
        State state = reason == Reason.NAME_NOT_FOUND ? State.UNRESOLVED : State.SILENT;
        return Step.saw(List.of(new NameServer(name, Optional.empty(), state, detail)));
    }

    private static List<NameServer> flat(Map<String, Observed<List<NameServer>>> found) {
        return found.values().stream()
                .flatMap(servers -> servers.seen().stream())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> serverNames(DnsAnswer answer) {
        return Stream.concat(answer.records().stream(), answer.authority().stream())
                .filter(DnsRecord.NameServer.class::isInstance)
                .map(record -> ((DnsRecord.NameServer) record).name())
                .distinct()
                .sorted()
                .toList();
    }

    /** One more than is asked of each, so that it shows where some are left out; missed where they could not be had. */
    private static Step<List<InetAddress>> addressesOf(String name, List<DnsRecord.Address> glue, Dns dns) {
        List<InetAddress> known = glue.stream()
                .filter(record -> record.owner().equals(name))
                .map(DnsRecord.Address::address)
                .limit(MAX_ADDRESSES + 1)
                .toList();
        return known.isEmpty()
                ? dns.addresses(name)
                        .part(Dns.NameAddresses::all)
                        .map(all -> all.stream().limit(MAX_ADDRESSES + 1).toList())
                : Step.saw(known);
    }

    private static Step<List<NameServer>> state(String name, List<InetAddress> addresses, String zone, Dns dns) {
        return Step.each(addresses, address -> dns.ask(address, zone, RecordType.SOA))
                .map(answers -> answers.entrySet().stream()
                        .map(entry -> judge(name, entry.getKey(), entry.getValue(), zone))
                        .toList());
    }

    private static NameServer judge(String name, InetAddress address, Observed<DnsAnswer> said, String zone) {
        String who = name + " (" + IpAddresses.text(address) + ")";
        return said.match(
                answer -> {
                    boolean knows = answer.authoritative() && answer.kind() == DnsAnswer.Kind.RECORDS;
                    return new NameServer(
                            name,
                            Optional.of(address),
                            knows ? State.AUTHORITATIVE : State.LAME,
                            who
                                    + (knows ? " is an authority for " : " answers, but is no authority for ")
                                    + DnsNames.printable(zone));
                },
                (reason, detail) -> new NameServer(
                        name,
                        Optional.of(address),
                        switch (reason) {
                            case DNS_REFUSED, DNS_SERVER_FAILURE -> State.LAME;
                            default -> State.SILENT;
                        },
                        detail));
    }
}
