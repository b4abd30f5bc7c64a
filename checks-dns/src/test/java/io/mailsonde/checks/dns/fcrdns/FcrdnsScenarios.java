package io.mailsonde.checks.dns.fcrdns;

import static io.mailsonde.testkit.dns.RrType.A;
import static io.mailsonde.testkit.dns.RrType.AAAA;
import static io.mailsonde.testkit.dns.RrType.PTR;

import io.mailsonde.HostAddress;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.Effect;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The scenario table of {@code dns.fcrdns}: documentation addresses, honest and lying servers. */
final class FcrdnsScenarios {
    private static final String HOST = "192.0.2.25";
    private static final String HOST6 = "2001:db8::25";
    private static final String MX = "mx.example.org";
    private static final String REVERSE = "25.2.0.192.in-addr.arpa";

    private FcrdnsScenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(honest());
        all.addAll(odd());
        all.addAll(failing());
        all.addAll(lying());
        return all;
    }

    private static byte[] mapped() {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xFF;
        bytes[11] = (byte) 0xFF;
        System.arraycopy(ip(HOST).getAddress(), 0, bytes, 12, 4);
        return bytes;
    }

    private static InetAddress ip(String literal) {
        return IpAddresses.parse(literal);
    }

    private static void good(ScriptedDns dns) {
        dns.zone().ptr(HOST, MX).a(MX, HOST);
    }

    private static List<Scenario> honest() {
        return List.of(
                Scenario.of("an address whose name leads back", HOST)
                        .dns(FcrdnsScenarios::good)
                        .passes(),
                Scenario.of("an IPv6 address whose name leads back", HOST6)
                        .dns(dns -> dns.zone().ptr(HOST6, MX).aaaa(MX, HOST6))
                        .passes(),
                Scenario.of("both families lead back", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, MX)
                                .ptr(HOST6, MX)
                                .a(MX, HOST)
                                .aaaa(MX, HOST6))
                        .passes(),
                Scenario.of("several names of which one leads back", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, "a.example.org", MX, "z.example.org")
                                .a("a.example.org", "198.51.100.1")
                                .a(MX, "198.51.100.2", HOST))
                        .passes(),
                Scenario.of("an alias in the reverse zone of a small network, RFC 2317", HOST)
                        .dns(dns -> dns.zone()
                                .cname(REVERSE, "25.0-63.2.0.192.in-addr.arpa")
                                .add("25.0-63.2.0.192.in-addr.arpa", PTR, MX)
                                .a(MX, HOST))
                        .passes(),
                Scenario.of("a name in capitals is the same name", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, "MX.Example.ORG").a(MX, HOST))
                        .passes(),
                Scenario.of("200 addresses, which do not fit a datagram", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, MX)
                                .a(
                                        MX,
                                        IntStream.rangeClosed(1, 200)
                                                .mapToObj(i -> "192.0.2." + i)
                                                .toArray(String[]::new)))
                        .passes(),
                Scenario.of("an address without a name", HOST)
                        .finds(Fcrdns.NO_PTR, new Fcrdns.NoPtr(ip(HOST), REVERSE, "NXDOMAIN"))
                        .fails(),
                Scenario.of("an address whose reverse name has other records only", HOST)
                        .dns(dns -> dns.zone().txt(REVERSE, "nothing here"))
                        .finds(Fcrdns.NO_PTR, new Fcrdns.NoPtr(ip(HOST), REVERSE, "NODATA"))
                        .fails(),
                Scenario.of("a name that leads elsewhere", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, MX).a(MX, "198.51.100.7"))
                        .finds(
                                Fcrdns.PTR_DOES_NOT_CONFIRM,
                                new Fcrdns.NotConfirmed(ip(HOST), List.of(MX), List.of(ip("198.51.100.7"))))
                        .fails(),
                Scenario.of("a name that leads nowhere", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, MX))
                        .finds(Fcrdns.PTR_DOES_NOT_CONFIRM, new Fcrdns.NotConfirmed(ip(HOST), List.of(MX), List.of()))
                        .fails(),
                Scenario.of("an inbound host whose name leads elsewhere", HOST)
                        .role(HostAddress.Role.INBOUND)
                        .dns(dns -> dns.zone().ptr(HOST, MX).a(MX, "198.51.100.7"))
                        .finds(
                                Fcrdns.PTR_DOES_NOT_CONFIRM,
                                new Fcrdns.NotConfirmed(ip(HOST), List.of(MX), List.of(ip("198.51.100.7"))))
                        .fails());
    }

    private static List<Scenario> odd() {
        return List.of(
                Scenario.of("twenty names", HOST)
                        .dns(dns -> {
                            for (int i = 10; i < 30; i++) {
                                dns.zone().ptr(HOST, "n" + i + ".example.org").a("n" + i + ".example.org", HOST);
                            }
                        })
                        .finds(Fcrdns.TOO_MANY_PTRS, new Fcrdns.TooMany(ip(HOST), 20, 10))
                        .fails(),
                Scenario.of("twelve names, of which the ten that are followed lead elsewhere", HOST)
                        .dns(dns -> {
                            for (int i = 10; i < 22; i++) {
                                dns.zone().ptr(HOST, "n" + i + ".example.org");
                            }
                        })
                        .finds(Fcrdns.TOO_MANY_PTRS, new Fcrdns.TooMany(ip(HOST), 12, 10))
                        .finds(
                                Fcrdns.PTR_DOES_NOT_CONFIRM,
                                new Fcrdns.NotConfirmed(
                                        ip(HOST),
                                        IntStream.range(10, 20)
                                                .mapToObj(i -> "n" + i + ".example.org")
                                                .toList(),
                                        List.of()))
                        .fails(),
                Scenario.of("a name that is an alias", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, "www.example.org")
                                .cname("www.example.org", MX)
                                .a(MX, HOST))
                        .finds(Fcrdns.PTR_POINTS_TO_CNAME, new Fcrdns.Name(ip(HOST), "www.example.org"))
                        .fails(),
                Scenario.of("a name with an underscore", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, "mail_1.example.org").a("mail_1.example.org", HOST))
                        .finds(Fcrdns.PTR_NOT_A_HOSTNAME, new Fcrdns.Name(ip(HOST), "mail_1.example.org"))
                        .fails(),
                Scenario.of("a name of a single label", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, "mailserver").a("mailserver", HOST))
                        .finds(Fcrdns.PTR_NOT_A_HOSTNAME, new Fcrdns.Name(ip(HOST), "mailserver"))
                        .fails(),
                Scenario.of("a name that a provider made out of the address", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, "192-0-2-25.pool.example.net")
                                .a("192-0-2-25.pool.example.net", HOST))
                        .finds(
                                Fcrdns.GENERIC_PTR,
                                new Fcrdns.Generic(
                                        ip(HOST), "192-0-2-25.pool.example.net", "all four numbers of the address"))
                        .fails(),
                Scenario.of("a name in a special-use domain", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, "mx.office.local").a("mx.office.local", HOST))
                        .finds(
                                Fcrdns.PTR_IN_SPECIAL_USE_DOMAIN,
                                new Fcrdns.SpecialName(ip(HOST), "mx.office.local", "local (RFC 6762)"))
                        .fails(),
                Scenario.of("a name in a special-use domain that is in scope", HOST)
                        .scope(Scope.dnsOnly().domains("test"))
                        .dns(dns -> dns.zone().ptr(HOST, "mx.lab.test").a("mx.lab.test", HOST))
                        .passes(),
                Scenario.of("a name that also leads to a private address", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, MX).a(MX, HOST, "10.1.2.3"))
                        .finds(
                                Fcrdns.FORWARD_HAS_PRIVATE_ADDRESS,
                                new Fcrdns.LocalAddresses(ip(HOST), MX, List.of(ip("10.1.2.3"))))
                        .fails(),
                Scenario.of("a name that also leads to a private address that is in scope", HOST)
                        .scope(Scope.networks("10.0.0.0/8"))
                        .dns(dns -> dns.zone().ptr(HOST, MX).a(MX, HOST, "10.1.2.3"))
                        .passes(),
                Scenario.of("a private address of one's own", "10.1.2.3")
                        .dns(dns -> dns.zone().ptr("10.1.2.3", MX).a(MX, "10.1.2.3"))
                        .passes(),
                Scenario.of("a host whose IPv6 address has no name", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, MX).a(MX, HOST).aaaa(MX, HOST6))
                        .finds(Fcrdns.ONE_FAMILY_UNCONFIRMED, new Fcrdns.OneFamily(ip(HOST), MX, List.of(ip(HOST6))))
                        .fails(),
                Scenario.of("a host of whose IPv6 address nothing can be said", HOST)
                        .dns(dns -> {
                            good(dns);
                            dns.zone().aaaa(MX, HOST6);
                            dns.on(Zone.reverse(HOST6), PTR).always(Rcode.SERVFAIL);
                        })
                        .passes());
    }

    private static List<Scenario> failing() {
        return List.of(
                Scenario.of("the server fails over the reverse name", HOST)
                        .dns(dns -> dns.on(REVERSE, PTR).always(Rcode.SERVFAIL))
                        .undecided(Reason.DNS_SERVER_FAILURE),
                Scenario.of("the server refuses", HOST)
                        .dns(dns -> dns.onEverything().always(Rcode.REFUSED))
                        .undecided(Reason.DNS_REFUSED),
                Scenario.of("the server is silent", HOST)
                        .dns(dns -> dns.onEverything().always(Fault.SILENCE))
                        .undecided(Reason.DNS_TIMED_OUT),
                Scenario.of("the server is silent once", HOST)
                        .dns(dns -> {
                            good(dns);
                            dns.on(REVERSE, PTR).play(Fault.SILENCE);
                        })
                        .passes(),
                Scenario.of("the forward name cannot be looked up", HOST)
                        .dns(dns -> {
                            dns.zone().ptr(HOST, MX);
                            dns.on(MX, A).always(Rcode.SERVFAIL);
                        })
                        .undecided(Reason.DNS_SERVER_FAILURE),
                Scenario.of("one of two names cannot be looked up, the other leads elsewhere", HOST)
                        .dns(dns -> {
                            dns.zone().ptr(HOST, MX, "other.example.org").a("other.example.org", "198.51.100.7");
                            dns.on(MX, A).always(Rcode.SERVFAIL);
                        })
                        .undecided(Reason.DNS_SERVER_FAILURE),
                Scenario.of("one of two names cannot be looked up, the other leads back", HOST)
                        .dns(dns -> {
                            dns.zone().ptr(HOST, MX, "other.example.org").a("other.example.org", HOST);
                            dns.on(MX, A).always(Rcode.SERVFAIL);
                        })
                        .passes(),
                Scenario.of("the other family cannot be looked up, which could not confirm", HOST)
                        .dns(dns -> {
                            dns.zone().ptr(HOST, MX).a(MX, "198.51.100.7");
                            dns.on(MX, AAAA).always(Rcode.SERVFAIL);
                        })
                        .finds(
                                Fcrdns.PTR_DOES_NOT_CONFIRM,
                                new Fcrdns.NotConfirmed(ip(HOST), List.of(MX), List.of(ip("198.51.100.7"))))
                        .fails());
    }

    private static List<Scenario> lying() {
        return List.of(
                Scenario.of("replies with a wrong id are no replies", HOST)
                        .dns(dns -> dns.onEverything().always(Fault.WRONG_ID))
                        .undecided(Reason.DNS_TIMED_OUT),
                Scenario.of("replies from another port are no replies", HOST)
                        .dns(dns -> dns.onEverything().always(Fault.WRONG_PORT))
                        .undecided(Reason.DNS_TIMED_OUT),
                Scenario.of("replies to another question are no replies", HOST)
                        .dns(dns -> {
                            good(dns);
                            dns.onEverything().always(new Effect.WrongQuestion("forged.example.net"));
                        })
                        .undecided(Reason.DNS_TIMED_OUT),
                Scenario.of("aliases that go round in a circle", HOST)
                        .dns(dns -> dns.on(REVERSE, PTR).always(Fault.CNAME_LOOP))
                        .undecided(Reason.DNS_MALFORMED),
                Scenario.of("a compression pointer to itself", HOST)
                        .dns(dns -> dns.on(REVERSE, PTR).always(Fault.COMPRESSION_LOOP))
                        .undecided(Reason.DNS_MALFORMED),
                Scenario.of("an IPv4-mapped AAAA record confirms no IPv4 address", HOST)
                        .dns(dns -> dns.zone().ptr(HOST, MX).raw(MX, AAAA, mapped()))
                        .finds(Fcrdns.PTR_DOES_NOT_CONFIRM, new Fcrdns.NotConfirmed(ip(HOST), List.of(MX), List.of()))
                        .fails(),
                Scenario.of("three hundred addresses, of which the first 256 are read and none leads back", HOST)
                        .dns(dns -> dns.zone()
                                .ptr(HOST, MX)
                                .a(
                                        MX,
                                        IntStream.range(0, 300)
                                                .mapToObj(i -> "198.51." + (100 + i / 200) + "." + i % 200)
                                                .toArray(String[]::new)))
                        .undecided(Reason.TOO_MUCH_DATA),
                Scenario.of("a flood of forged replies before the true one", HOST)
                        .dns(dns -> {
                            good(dns);
                            dns.on(REVERSE, PTR).play(new Effect.Flood(50, true));
                        })
                        .passes());
    }
}
