package io.mailsonde;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.SpecialUse;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What may be touched, and how far: the networks and domains that the operator answers for, and the consents given for them. An allow-list
 * without which nothing but DNS questions leaves.
 *
 * @param networks networks whose addresses may be dialled
 * @param domains domains at and below which a host name may lead to a global unicast address that may be dialled
 * @param granted the consents, with all that they imply
 */
public record Scope(List<Network> networks, List<String> domains, Set<Consent> granted) {
    /** Brings domains into A-labels and completes the consents. */
    public Scope {
        networks = List.copyOf(networks);
        domains = domains.stream().map(DnsNames::hostname).toList();
        granted = Consent.closure(granted);
    }

    /**
     * A scope in which only the DNS is asked.
     *
     * @return the empty scope
     */
    public static Scope dnsOnly() {
        return new Scope(List.of(), List.of(), Set.of());
    }

    /**
     * A scope of networks.
     *
     * @param cidrs such as {@code "192.0.2.0/24"}
     * @return the scope, without any consent yet
     * @throws IllegalArgumentException if one of them is not a network
     */
    public static Scope networks(String... cidrs) {
        return new Scope(Arrays.stream(cidrs).map(Network::parse).toList(), List.of(), Set.of());
    }

    /**
     * The same scope and these domains.
     *
     * @param more domain names, in A-labels or U-labels
     * @return the wider scope
     * @throws IllegalArgumentException if one of them is not a domain name
     */
    public Scope domains(String... more) {
        List<String> all = new ArrayList<>(domains);
        all.addAll(List.of(more));
        return new Scope(networks, all, granted);
    }

    /**
     * The same scope with these consents and all that they imply.
     *
     * @param consents what the owner allows
     * @return the scope
     */
    public Scope consentingTo(Consent... consents) {
        EnumSet<Consent> all = EnumSet.noneOf(Consent.class);
        all.addAll(granted);
        all.addAll(List.of(consents));
        return new Scope(networks, domains, all);
    }

    /**
     * Whether an address lies in one of the networks.
     *
     * @param address the address
     * @return true if it does
     */
    public boolean covers(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * Whether a name lies at or below one of the domains.
     *
     * @param name a name in canonical form
     * @return true if it does
     */
    public boolean covers(String name) {
        return domains.stream().anyMatch(domain -> DnsNames.isAtOrBelow(name, domain));
    }

    /**
     * Whether an address may be dialled for a purpose. Asked after resolution and before each dial, so that a name that leads elsewhere the second
     * time is caught.
     *
     * @param name the host name that led to the address, if any
     * @param address the address that would be dialled
     * @param needed what for; from {@link Consent#NAME} on, the network or the host itself has to be listed
     * @return empty if it may; else why not
     */
    public Optional<String> objection(Optional<String> name, InetAddress address, Set<Consent> needed) {
        if (covers(address)) {
            return Optional.empty();
        }
        String where = IpAddresses.text(address);
        if (name.filter(this::covers).isEmpty()) {
            return Optional.of(where + name.map(n -> " (" + n + ")").orElse("")
                    + " lies in no network and no domain of the scope");
        }
        Optional<String> special = SpecialUse.ofAddress(address);
        if (special.isPresent()) {
            return Optional.of(name.get() + " leads to " + where + ", which is not a global address (" + special.get()
                    + "), and no network of the scope has it");
        }
        boolean only = EnumSet.of(Consent.CONNECT).containsAll(needed);
        boolean listed = domains.contains(name.get());
        return only || listed
                ? Optional.empty()
                : Optional.of(where + " is in scope by a domain above " + name.get() + " only; to "
                        + Consent.text(needed) + " the network or the host itself has to be listed");
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        networks.forEach(network -> parts.add(network.toString()));
        parts.addAll(domains);
        return (parts.isEmpty() ? "DNS questions only" : String.join(", ", parts)) + "; consents: "
                + Consent.text(granted);
    }
}
