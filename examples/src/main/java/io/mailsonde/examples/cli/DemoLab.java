package io.mailsonde.examples.cli;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.HostAddress;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Scope;
import io.mailsonde.Target;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small mail network in which some hosts are in order and others are not. Its names and addresses are those of documentation, but for the two
 * mail hosts, which are reached over loopback.
 */
final class DemoLab implements AutoCloseable {
    private static final String GOOD = "192.0.2.25";
    private static final String GOOD_V6 = "2001:db8::25";
    private static final String CLASSLESS = "192.0.2.129";
    private static final String NAMELESS = "192.0.2.30";
    private static final String MISMATCHED = "192.0.2.31";
    private static final String GENERIC = "192.0.2.32";
    private static final String DEAD = "192.0.2.33";

    private static final String SERVED = "example.org";
    private static final String WITNESS_DOMAIN = "probe.example";

    private final ScriptedDns dns = ScriptedDns.start();
    private final EmbeddedWitness witness =
            EmbeddedWitness.builder(WITNESS_DOMAIN).start();
    private final ScriptedSmtp closed = mailHost("127.0.0.25");
    private final ScriptedSmtp open = mailHost("127.0.0.26");

    private DemoLab() {
        closed.personality(Personalities.closed(SERVED));
        open.personality(Personalities.relayTo(witness.smtp().get(0)));
    }

    static DemoLab start() {
        DemoLab lab = new DemoLab();
        Zone zone = lab.dns.zone();
        zone.ptr(GOOD, "mx1.example.org").ptr(GOOD_V6, "mx1.example.org");
        zone.a("mx1.example.org", GOOD).aaaa("mx1.example.org", GOOD_V6);
        classless(zone);
        zone.ptr(MISMATCHED, "old.example.org").a("old.example.org", "192.0.2.99");
        zone.ptr(GENERIC, "192-0-2-32.pool.example.net").a("192-0-2-32.pool.example.net", GENERIC);
        lab.dns.on(Zone.reverse(DEAD), RrType.ANY).always(Rcode.SERVFAIL);
        return lab;
    }

    /** The same address each time, for who compares two reports; any other where it is taken or not there. */
    private static ScriptedSmtp mailHost(String preferred) {
        try {
            return ScriptedSmtp.start(new InetSocketAddress(IpAddresses.parse(preferred), 2525));
        } catch (UncheckedIOException taken) {
            return ScriptedSmtp.start();
        }
    }

    /** The owner of a quarter of a /24 keeps its own names behind an alias (RFC 2317). */
    private static void classless(Zone zone) {
        String kept = "129.128-26.2.0.192.in-addr.arpa";
        zone.cname(Zone.reverse(CLASSLESS), kept);
        zone.add(kept, RrType.PTR, "mx2.example.org.");
        zone.a("mx2.example.org", CLASSLESS);
    }

    /** Sets an auditor up to see this network and no other. */
    Auditor.Builder auditor() {
        return Auditor.builder(scope())
                .dnsServers(dns.address())
                .trustAnchors(List.of())
                .witness(witness)
                .identity(Identity.of("probe." + WITNESS_DOMAIN, "postmaster@" + WITNESS_DOMAIN))
                .limits(Limits.lifted());
    }

    /** The network answers for itself, so that its addresses and names may be those of documentation. */
    private static Scope scope() {
        return Scope.networks("192.0.2.0/24", "2001:db8::/32", "127.0.0.0/8")
                .domains(SERVED, "example.net")
                .consentingTo(Consent.DELIVER);
    }

    List<Target> targets() {
        Stream<Target> addresses = Stream.of(GOOD, GOOD_V6, CLASSLESS, NAMELESS, MISMATCHED, GENERIC, DEAD)
                .map(HostAddress::of);
        return Stream.concat(addresses, Stream.of(closed, open).map(DemoLab::listener))
                .toList();
    }

    private static MailHost listener(ScriptedSmtp server) {
        InetSocketAddress address = server.address();
        return MailHost.of(IpAddresses.text(address.getAddress()), address.getPort())
                .serving(SERVED);
    }

    @Override
    public void close() {
        closed.close();
        open.close();
        witness.close();
        dns.close();
    }
}
