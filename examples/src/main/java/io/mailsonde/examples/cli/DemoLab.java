package io.mailsonde.examples.cli;

import io.mailsonde.HostAddress;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** A small mail network in which some hosts are in order and others are not; its names and addresses are those of documentation. */
final class DemoLab implements AutoCloseable {
    private static final String GOOD = "192.0.2.25";
    private static final String GOOD_V6 = "2001:db8::25";
    private static final String CLASSLESS = "192.0.2.129";
    private static final String NAMELESS = "192.0.2.30";
    private static final String MISMATCHED = "192.0.2.31";
    private static final String GENERIC = "192.0.2.32";
    private static final String DEAD = "192.0.2.33";

    private final ScriptedDns dns;

    private DemoLab(ScriptedDns dns) {
        this.dns = dns;
    }

    static DemoLab start() {
        ScriptedDns dns = ScriptedDns.start();
        Zone zone = dns.zone();
        zone.ptr(GOOD, "mx1.example.org").ptr(GOOD_V6, "mx1.example.org");
        zone.a("mx1.example.org", GOOD).aaaa("mx1.example.org", GOOD_V6);
        classless(zone);
        zone.ptr(MISMATCHED, "old.example.org").a("old.example.org", "192.0.2.99");
        zone.ptr(GENERIC, "192-0-2-32.pool.example.net").a("192-0-2-32.pool.example.net", GENERIC);
        dns.on(Zone.reverse(DEAD), RrType.ANY).always(Rcode.SERVFAIL);
        return new DemoLab(dns);
    }

    /** The owner of a quarter of a /24 keeps its own names behind an alias (RFC 2317). */
    private static void classless(Zone zone) {
        String kept = "129.128-26.2.0.192.in-addr.arpa";
        zone.cname(Zone.reverse(CLASSLESS), kept);
        zone.add(kept, RrType.PTR, "mx2.example.org.");
        zone.a("mx2.example.org", CLASSLESS);
    }

    InetSocketAddress resolver() {
        return dns.address();
    }

    /** The network answers for itself, so that its addresses and names may be those of documentation. */
    Scope scope() {
        return Scope.networks("192.0.2.0/24", "2001:db8::/32").domains("example.org", "example.net");
    }

    List<HostAddress> hosts() {
        return Stream.of(GOOD, GOOD_V6, CLASSLESS, NAMELESS, MISMATCHED, GENERIC, DEAD)
                .map(HostAddress::of)
                .toList();
    }

    @Override
    public void close() {
        dns.close();
    }
}
