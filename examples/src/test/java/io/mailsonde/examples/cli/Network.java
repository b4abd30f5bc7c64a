package io.mailsonde.examples.cli;

import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.util.ArrayList;
import java.util.List;

/** The network that the command is tried on: {@code example.org} and 192.0.2.0/24. */
final class Network implements AutoCloseable {
    static final String GOOD = "192.0.2.25";
    static final String GOOD_V6 = "2001:db8::25";
    static final String NAMELESS = "192.0.2.30";
    static final String CUSTOMER = "192.0.2.31";
    static final String DARK = "192.0.2.32";

    final ScriptedDns dns = ScriptedDns.start();

    Network() {
        Zone zone = dns.zone();
        zone.a("mx.example.org", GOOD).aaaa("mx.example.org", GOOD_V6);
        zone.ptr(GOOD, "mx.example.org").ptr(GOOD_V6, "mx.example.org");
        zone.a("new.example.org", NAMELESS);
        zone.ptr(CUSTOMER, "192-0-2-31.dsl.example.org").a("192-0-2-31.dsl.example.org", CUSTOMER);
        zone.mx("example.org", 10, "mx.example.org");
        zone.mx("new.example.org", 10, "new.example.org");
        zone.mx("silent.example.org", 0, ".");
        dns.on(Zone.reverse(DARK), RrType.ANY).always(Rcode.SERVFAIL);
    }

    String resolver() {
        return IpAddresses.text(dns.address().getAddress(), dns.address().getPort());
    }

    /** Runs the command in this network, with JSON to read. */
    Ran mailsonde(String... args) {
        return Ran.mailsonde(with(args, "--format", "json"));
    }

    /** A command line with what it takes to run in this network. */
    String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        all.addAll(List.of(
                "--dns",
                resolver(),
                "--scope",
                "192.0.2.0/24,2001:db8::/32,example.org",
                "--set",
                "dns.trust-anchors=none"));
        return all.toArray(String[]::new);
    }

    @Override
    public void close() {
        dns.close();
    }
}
