package io.mailsonde.probes;

import io.mailsonde.HostAddress;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Discovered;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.check.View;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.RecordType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mail exchangers of a domain and their addresses (RFC 5321, section 5.1).
 *
 * @param domain the domain
 * @param answer what the DNS said to the MX question
 * @param hosts the exchangers by preference, then by name, {@value #MAX_HOSTS} at most; the domain itself where it has no MX record but an
 *     address (the implicit MX); none for the null MX of RFC 7505
 * @param left how many exchangers are left out of {@code hosts}
 */
public record MailExchangers(String domain, DnsAnswer answer, List<Exchanger> hosts, int left) {
    /** The most exchangers that are looked at. */
    public static final int MAX_HOSTS = 20;

    /** The most targets that are discovered from one domain. */
    public static final int MAX_TARGETS = 100;

    /** Looks up MX records, and the addresses of each exchanger. */
    public static final Probe<MailDomain, MailExchangers> PROBE =
            Probe.of("dns.mx", MailDomain.class, MailExchangers.class, Dns.DNS, MailExchangers::look);

    /** The exchangers' addresses as targets that take mail in, each once; and what is not known of them. */
    public static final View<MailDomain, Discovered<HostAddress>> ADDRESSES = PROBE.part(seen -> seen.discovered()
            .map(hosts -> new Discovered<>(
                    hosts.targets().stream()
                            .map(host -> new HostAddress(host.address(), HostAddress.Role.INBOUND))
                            .toList(),
                    hosts.missed().stream()
                            .map(Observed.Missed::<HostAddress>as)
                            .toList())));

    /** The exchangers' listeners on port 25, by name and address; and what is not known of them. */
    public static final View<MailDomain, Discovered<MailHost>> HOSTS = PROBE.part(MailExchangers::discovered);

    private static final int SMTP_PORT = 25;
    private static final int MAX_PORT = 65535;

    /**
     * Some of the exchangers' listeners, by name, address and port.
     *
     * @param ports the ports; at least one
     * @return the view of the listeners, and of what is not known of them
     * @throws IllegalArgumentException if there is no port, or one is not between 1 and 65535
     */
    public static View<MailDomain, Discovered<MailHost>> listeners(int... ports) {
        List<Integer> all = IntStream.of(ports).boxed().toList();
        if (all.isEmpty() || all.stream().anyMatch(port -> port < 1 || port > MAX_PORT)) {
            throw new IllegalArgumentException(
                    "ports lie between 1 and " + MAX_PORT + ", and one is named at least: " + all);
        }
        return HOSTS.map(found -> new Discovered<>(
                found.targets().stream()
                        .flatMap(host -> all.stream().map(host::at))
                        .toList(),
                found.missed()));
    }

    /**
     * One exchanger.
     *
     * @param preference lower is tried first
     * @param name its name
     * @param addresses what the DNS says of its addresses
     */
    public record Exchanger(int preference, String name, Dns.NameAddresses addresses) {}

    /** Copies the hosts. */
    public MailExchangers {
        hosts = List.copyOf(hosts);
    }

    private static Step<MailExchangers> look(MailDomain domain, Dns dns) {
        return dns.ask(domain.name(), RecordType.MX).then(answer -> {
            List<DnsRecord.MailExchanger> records = answer.records(DnsRecord.MailExchanger.class).stream()
                    .sorted(Comparator.comparingInt(DnsRecord.MailExchanger::preference)
                            .thenComparing(DnsRecord.MailExchanger::exchanger))
                    .distinct()
                    .toList();
            boolean implicit = answer.kind() == DnsAnswer.Kind.NO_DATA;
            List<DnsRecord.MailExchanger> asked = implicit
                    ? List.of(new DnsRecord.MailExchanger(domain.name(), 0, 0, domain.name()))
                    : records.stream()
                            .filter(record -> !record.exchanger().equals("."))
                            .limit(MAX_HOSTS)
                            .toList();
            return Step.each(asked, record -> dns.addresses(record.exchanger()))
                    .map(found -> new MailExchangers(
                            domain.name(), answer, exchangers(found), Math.max(0, records.size() - MAX_HOSTS)));
        });
    }

    private static List<Exchanger> exchangers(Map<DnsRecord.MailExchanger, Observed<Dns.NameAddresses>> found) {
        List<Exchanger> hosts = new ArrayList<>();
        found.forEach((record, addresses) -> addresses
                .seen()
                .ifPresent(seen -> hosts.add(new Exchanger(record.preference(), record.exchanger(), seen))));
        return hosts;
    }

    /**
     * Whether the domain declares that it takes no mail (RFC 7505).
     *
     * @return true if its only MX record is the null MX
     */
    public boolean nullMx() {
        List<DnsRecord.MailExchanger> records = answer.records(DnsRecord.MailExchanger.class);
        return records.size() == 1 && records.get(0).exchanger().equals(".");
    }

    private Observed<Discovered<MailHost>> discovered() {
        if (nullMx()) {
            return Observed.missed(
                    Reason.NOT_APPLICABLE, domain + " declares that it takes no mail (null MX, RFC 7505)");
        }
        if (answer.kind() == DnsAnswer.Kind.NX_DOMAIN) {
            return Observed.missed(Reason.NAME_NOT_FOUND, domain + " does not exist");
        }
        List<MailHost> all = hosts.stream()
                .flatMap(host -> host.addresses().known().stream()
                        .sorted(HostAddresses.NUMERICAL)
                        .map(address -> new MailHost(nameOf(host), address, SMTP_PORT, servedDomain())))
                .distinct()
                .toList();
        List<Observed.Missed<MailHost>> missed = new ArrayList<>();
        hosts.forEach(host -> missed.addAll(missedOf(host)));
        if (left + answer.left() > 0) {
            missed.add(new Observed.Missed<>(
                    Reason.LIMIT_REACHED,
                    domain + " has " + (left + answer.left()) + " more mail exchangers than are looked at"));
        }
        if (all.size() > MAX_TARGETS) {
            missed.add(new Observed.Missed<>(
                    Reason.LIMIT_REACHED,
                    domain + " has " + all.size() + " mail hosts; " + MAX_TARGETS + " are looked at"));
        }
        if (all.isEmpty()) {
            // a failure outweighs an absence: as long as one exchanger could not be asked about, nothing is known to be
            // absent
            return missed.stream()
                    .min(Comparator.comparing(miss -> miss.reason() == Reason.NAME_NOT_FOUND))
                    .map(miss -> miss.<Discovered<MailHost>>as())
                    .orElseGet(() -> new Observed.Missed<>(Reason.NAME_NOT_FOUND, domain + " has no mail exchanger"));
        }
        return Observed.saw(new Discovered<>(all.stream().limit(MAX_TARGETS).toList(), missed));
    }

    private Optional<String> servedDomain() {
        return Optional.of(domain).filter(DnsNames::isHostname);
    }

    private static List<Observed.Missed<MailHost>> missedOf(Exchanger host) {
        List<Observed.Missed<MailHost>> partly = host.addresses().missed();
        return partly.isEmpty() && host.addresses().all() instanceof Observed.Missed<List<InetAddress>> none
                ? List.of(none.as())
                : partly;
    }

    private static Optional<String> nameOf(Exchanger host) {
        return Optional.of(host.name()).filter(DnsNames::isHostname);
    }
}
