package io.mailsonde.probes;

import io.mailsonde.HostAddress;
import io.mailsonde.HostName;
import io.mailsonde.MailHost;
import io.mailsonde.MailHostName;
import io.mailsonde.Reason;
import io.mailsonde.check.Discovered;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.View;
import io.mailsonde.dns.Dns;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a host name.
 *
 * @param lookup what the DNS says of the name
 */
public record HostAddresses(Dns.NameAddresses lookup) {
    /** Looks up both families. */
    public static final Probe<HostName, HostAddresses> PROBE = Probe.of(
            "dns.addresses",
            HostName.class,
            HostAddresses.class,
            Dns.DNS,
            (host, dns) -> dns.addresses(host.name()).map(HostAddresses::new));

    /** The most addresses of one name that become targets. */
    public static final int MAX_ADDRESSES = 64;

    static final Comparator<InetAddress> NUMERICAL = Comparator.<InetAddress>comparingInt(
                    address -> address.getAddress().length)
            .thenComparing(InetAddress::getAddress, java.util.Arrays::compareUnsigned);

    /** The addresses as targets that send mail, in a fixed order: IPv4 first, then by number; and what is not known of them. */
    public static final View<HostName, Discovered<HostAddress>> TARGETS = PROBE.part(HostAddresses::discovered);

    /** One listener at each of the addresses, and what is not known of them. */
    public static final View<MailHostName, Discovered<MailHost>> LISTENERS = TARGETS.on(
                    MailHostName.class, MailHostName::host)
            .mapAt((at, found) -> found.map(address -> at(at, address)));

    private static MailHost at(MailHostName host, HostAddress address) {
        return new MailHost(Optional.of(host.name()), address.address(), host.port(), Optional.empty());
    }

    private Observed<Discovered<HostAddress>> discovered() {
        return lookup.all().map(all -> {
            List<Observed.Missed<HostAddress>> missed = new ArrayList<>(lookup.missed());
            if (all.size() > MAX_ADDRESSES) {
                missed.add(new Observed.Missed<>(
                        Reason.LIMIT_REACHED,
                        lookup.name() + " has " + all.size() + " addresses; " + MAX_ADDRESSES + " are looked at"));
            }
            return new Discovered<>(
                    all.stream()
                            .sorted(NUMERICAL)
                            .limit(MAX_ADDRESSES)
                            .map(address -> new HostAddress(address, HostAddress.Role.SENDING))
                            .toList(),
                    missed);
        });
    }

    /**
     * The addresses that are known.
     *
     * @return in a fixed order, {@value #MAX_ADDRESSES} at most, or why there are none
     */
    public Observed<List<InetAddress>> addresses() {
        return lookup.all()
                .map(all -> all.stream().sorted(NUMERICAL).limit(MAX_ADDRESSES).toList());
    }
}
