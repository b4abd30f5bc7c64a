package io.mailsonde.checks.dns.fcrdns;

import static io.mailsonde.Citation.rfc;
import static io.mailsonde.Severity.HIGH;
import static io.mailsonde.Severity.LOW;
import static io.mailsonde.Severity.MEDIUM;

import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Practice;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Observed;
import io.mailsonde.check.View;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/** {@code dns.fcrdns}: the forward and the reverse DNS of a mail host's address match (RFC 8601, section 3). */
public final class Fcrdns {
    private static final String ID = "dns.fcrdns";

    /** The address has no name. */
    public static final FindingType<NoPtr> NO_PTR = FindingType.of(
                    ID + "/no-ptr", HIGH, NoPtr.class, "{address} has no PTR record ({answer} at {reverseName})")
            .remedy(
                    "Give the host's own name an address record for {address}, and have whoever holds the network's reverse zone "
                            + "(often the provider) add: {reverseName}. IN PTR <host name>.")
            .citing(rfc(1912, "2.1"), rfc(8601, "3"));

    /** It has names, and none of them leads back to it. */
    public static final FindingType<NotConfirmed> PTR_DOES_NOT_CONFIRM = FindingType.of(
                    ID + "/ptr-does-not-confirm",
                    HIGH,
                    NotConfirmed.class,
                    "no name of {address} leads back to it (names: {names}; their addresses: {addresses})")
            .remedy(
                    "Add an address record for {address} to one of {names}, or have the PTR record name a host that has one.")
            .citing(rfc(8601, "3"), rfc(1912, "2.1"));

    /** A name is an alias. */
    public static final FindingType<Name> PTR_POINTS_TO_CNAME = FindingType.of(
                    ID + "/ptr-points-to-cname",
                    LOW,
                    Name.class,
                    "the PTR record of {address} names {name}, which is an alias (CNAME)")
            .remedy("Have the PTR record name the host that {name} is an alias of.")
            .citing(rfc(2181, "10.2"));

    /** A name is not a host name. */
    public static final FindingType<Name> PTR_NOT_A_HOSTNAME = FindingType.of(
                    ID + "/ptr-not-a-hostname",
                    MEDIUM,
                    Name.class,
                    "the PTR record of {address} names \"{name}\", which is not a full host name of letters, digits and hyphens")
            .remedy("Have the PTR record name a host by its full name.")
            .citing(rfc(1123, "2.1"), rfc(1912, "2.1"));

    /** There are more names than anybody follows. */
    public static final FindingType<TooMany> TOO_MANY_PTRS = FindingType.of(
                    ID + "/too-many-ptrs",
                    LOW,
                    TooMany.class,
                    "{address} has {names} PTR records; receivers follow {followed} at most, and which ones is chance")
            .remedy("Keep one PTR record, the one of the name that the host greets with.")
            .citing(rfc(7208, "4.6.4"), rfc(8601, "3"));

    /** A name is made out of the address. */
    public static final FindingType<Generic> GENERIC_PTR = FindingType.of(
                    ID + "/generic-ptr",
                    LOW,
                    Generic.class,
                    "the name {name} of {address} is made out of the address ({spelling}), as providers name customers' lines; many receivers refuse such hosts")
            .remedy("Have the provider set the PTR record to the host's own name.")
            .citing(rfc(1912, "2.1"));

    /** A name lies in a domain that is not for public hosts. */
    public static final FindingType<SpecialName> PTR_IN_SPECIAL_USE_DOMAIN = FindingType.of(
                    ID + "/ptr-in-special-use-domain",
                    MEDIUM,
                    SpecialName.class,
                    "the PTR record of {address} names {name}, in the special-use domain {domain}")
            .remedy("Have the PTR record name the host in a domain of the public DNS.")
            .citing(rfc(6761, "6"));

    /** A name leads to a private address too. */
    public static final FindingType<LocalAddresses> FORWARD_HAS_PRIVATE_ADDRESS = FindingType.of(
                    ID + "/forward-has-private-address",
                    LOW,
                    LocalAddresses.class,
                    "{name}, a name of {address}, also leads to addresses that only a local network reaches: {addresses}")
            .remedy("Remove {addresses} from the public records of {name}.")
            .citing(rfc(1918, "5"), rfc(6890, ""));

    /** The host passes over one family of addresses only. */
    public static final FindingType<OneFamily> ONE_FAMILY_UNCONFIRMED = FindingType.of(
                    ID + "/one-family-unconfirmed",
                    LOW,
                    OneFamily.class,
                    "{name} is confirmed at {address}, but not at its addresses of the other family: {unconfirmed}")
            .remedy("Give {unconfirmed} a PTR record that names {name} as well.")
            .citing(rfc(8601, "3"), rfc(1912, "2.1"));

    /** Nobody to whom the reverse zone is delegated knows it. */
    public static final FindingType<Lame> LAME_REVERSE_ZONE = FindingType.of(
                    ID + "/lame-reverse-zone",
                    HIGH,
                    Lame.class,
                    "nobody can look up the name of {address}: {parent} delegates {zone} to servers that do not serve it: {servers}")
            .remedy("Have {zone} set up on those name servers, or the delegation in {parent} corrected.")
            .citing(rfc(1912, "2.8"));

    /** DNSSEC validation would withhold an answer. */
    public static final FindingType<Bogus> BOGUS_DNSSEC = FindingType.of(
                    ID + "/bogus-dnssec",
                    MEDIUM,
                    Bogus.class,
                    "for receivers that validate DNSSEC, {address} has no confirmed name: the answer for {name} is bogus ({detail})")
            .remedy("Sign the zone of {name} anew, or have the DS record at its parent corrected.")
            .citing(rfc(4035, "5.5"));

    /** Every kind of finding that this check reports. */
    static final List<FindingType<?>> FINDINGS = List.of(
            NO_PTR,
            PTR_DOES_NOT_CONFIRM,
            PTR_POINTS_TO_CNAME,
            PTR_NOT_A_HOSTNAME,
            TOO_MANY_PTRS,
            GENERIC_PTR,
            PTR_IN_SPECIAL_USE_DOMAIN,
            FORWARD_HAS_PRIVATE_ADDRESS,
            ONE_FAMILY_UNCONFIRMED,
            LAME_REVERSE_ZONE,
            BOGUS_DNSSEC);

    private static final View<HostAddress, ReverseDns> REVERSE =
            ReverseDns.PROBE.on(HostAddress.class, host -> host.as(HostAddress.Role.SENDING));

    /** The same host's addresses of the other family, each with what the DNS says of it. */
    private static final View<HostAddress, Map<HostAddress, Observed<ReverseDns>>> SIBLINGS =
            REVERSE.thenEach(ReverseDns::siblings, ReverseDns.PROBE);

    private static final Check<HostAddress> CHECK = Check.of(
            new CheckInfo(
                    ID,
                    "Forward and reverse DNS match",
                    Practice.OPEN_RELAYS,
                    List.of(rfc(8601, "3"), rfc(1912, "2.1"), rfc(2181, "10.2"), rfc(2317, ""), rfc(7208, "4.6.4")),
                    FINDINGS),
            REVERSE,
            SIBLINGS,
            FcrdnsJudge::judge);

    private Fcrdns() {}

    /**
     * The check.
     *
     * @return one instance for everybody
     */
    public static Check<HostAddress> check() {
        return CHECK;
    }

    /**
     * Arguments of {@link #NO_PTR}.
     *
     * @param address the address
     * @param reverseName where its PTR record would stand
     * @param answer {@code NXDOMAIN} or {@code NODATA}
     */
    public record NoPtr(InetAddress address, String reverseName, String answer) {}

    /**
     * Arguments of {@link #PTR_DOES_NOT_CONFIRM}.
     *
     * @param address the address
     * @param names the names that were followed
     * @param addresses where they lead
     */
    public record NotConfirmed(InetAddress address, List<String> names, List<InetAddress> addresses) {}

    /**
     * Arguments of findings about one name.
     *
     * @param address the address
     * @param name its name
     */
    public record Name(InetAddress address, String name) {}

    /**
     * Arguments of {@link #TOO_MANY_PTRS}.
     *
     * @param address the address
     * @param names how many names it has
     * @param followed how many are followed
     */
    public record TooMany(InetAddress address, int names, int followed) {}

    /**
     * Arguments of {@link #GENERIC_PTR}.
     *
     * @param address the address
     * @param name its name
     * @param spelling how the name spells the address
     */
    public record Generic(InetAddress address, String name, String spelling) {}

    /**
     * Arguments of {@link #PTR_IN_SPECIAL_USE_DOMAIN}.
     *
     * @param address the address
     * @param name its name
     * @param domain the special-use domain and its source
     */
    public record SpecialName(InetAddress address, String name, String domain) {}

    /**
     * Arguments of {@link #FORWARD_HAS_PRIVATE_ADDRESS}.
     *
     * @param address the address
     * @param name its name
     * @param addresses the local addresses that the name leads to
     */
    public record LocalAddresses(InetAddress address, String name, List<InetAddress> addresses) {}

    /**
     * Arguments of {@link #ONE_FAMILY_UNCONFIRMED}.
     *
     * @param address the address that is confirmed
     * @param name the name that confirms it
     * @param unconfirmed the host's addresses of the other family
     */
    public record OneFamily(InetAddress address, String name, List<InetAddress> unconfirmed) {}

    /**
     * Arguments of {@link #LAME_REVERSE_ZONE}.
     *
     * @param address the address
     * @param zone the delegated zone
     * @param parent the zone that delegates it
     * @param servers what each name server said
     */
    public record Lame(InetAddress address, String zone, String parent, List<String> servers) {}

    /**
     * Arguments of {@link #BOGUS_DNSSEC}.
     *
     * @param address the address
     * @param name the name whose answer is bogus
     * @param detail why
     */
    public record Bogus(InetAddress address, String name, String detail) {}
}
