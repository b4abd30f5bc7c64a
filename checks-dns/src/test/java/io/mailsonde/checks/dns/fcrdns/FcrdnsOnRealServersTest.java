package io.mailsonde.checks.dns.fcrdns;

import static io.mailsonde.checks.dns.fcrdns.RealLab.CHILD;
import static io.mailsonde.checks.dns.fcrdns.RealLab.NOBODY;
import static io.mailsonde.checks.dns.fcrdns.RealLab.RESOLVER;
import static io.mailsonde.checks.dns.fcrdns.RealLab.ROOT;
import static io.mailsonde.checks.dns.fcrdns.RealLab.check;
import static io.mailsonde.checks.dns.fcrdns.RealLab.findings;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.testkit.servers.Knot;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.Unbound;
import io.mailsonde.testkit.servers.ZoneText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth of real servers: NSD and Knot as authorities for everything, Unbound in front of zones that are broken. */
@RealServer({"nsd", "knotd", "unbound"})
class FcrdnsOnRealServersTest {
    private static ZoneText hosts() {
        ZoneText zone = ZoneText.of(".", ROOT)
                .ptr("192.0.2.1", "good.example.net")
                .address("good.example.net", "192.0.2.1")
                .ptr("192.0.2.3", "elsewhere.example.net")
                .address("elsewhere.example.net", "198.51.100.3")
                .ptr("192.0.2.4", "a.example.net")
                .ptr("192.0.2.4", "b.example.net")
                .ptr("192.0.2.4", "c.example.net")
                .address("a.example.net", "198.51.100.4")
                .address("b.example.net", "192.0.2.4")
                .record("5.2.0.192.in-addr.arpa. CNAME 5.0-63.2.0.192.in-addr.arpa.")
                .record("5.0-63.2.0.192.in-addr.arpa. PTR classless.example.net.")
                .address("classless.example.net", "192.0.2.5")
                .ptr("198.18.0.7", "many.example.net")
                .manyAddresses("many.example.net", 200)
                .ptr("2001:db8::8", "six.example.net")
                .address("six.example.net", "2001:db8::8")
                .ptr("192.0.2.9", "dual.example.net")
                .address("dual.example.net", "192.0.2.9", "2001:db8::9");
        for (int i = 10; i < 30; i++) {
            zone = zone.ptr("192.0.2.6", "n" + i + ".example.net").address("n" + i + ".example.net", "192.0.2.6");
        }
        return zone;
    }

    private record Row(String address, Class<? extends Outcome> outcome, List<String> findings) {
        static Row passes(String address) {
            return new Row(address, Outcome.Passed.class, List.of());
        }

        static Row fails(String address, String finding) {
            return new Row(address, Outcome.Failed.class, List.of(finding));
        }
    }

    private static final List<Row> TABLE = List.of(
            Row.passes("192.0.2.1"),
            Row.fails("192.0.2.2", "no-ptr"),
            Row.fails("192.0.2.3", "ptr-does-not-confirm"),
            Row.passes("192.0.2.4"),
            Row.passes("192.0.2.5"),
            Row.fails("192.0.2.6", "too-many-ptrs"),
            Row.passes("198.18.0.7"),
            Row.passes("2001:db8::8"),
            Row.fails("192.0.2.9", "one-family-unconfirmed"),
            Row.fails("2001:db8::9", "no-ptr"));

    @ParameterizedTest
    @CsvSource({"nsd", "knot"})
    void every_host_of_the_zone_comes_out_as_the_table_says(String server) throws Exception {
        try (AutoCloseable authority = server.equals("nsd")
                ? Nsd.at(ROOT).serving(hosts()).start()
                : Knot.at(ROOT).serving(hosts()).start()) {
            assertThat(authority).isNotNull();
            for (Row row : TABLE) {
                Outcome outcome = check(ROOT, row.address()).outcome();

                assertThat(outcome).as("%s: %s", row, outcome).isInstanceOf(row.outcome());
                assertThat(findings(outcome)).as("%s", row).isEqualTo(row.findings());
            }
        }
    }

    @Test
    void two_hundred_addresses_come_over_tcp() throws Exception {
        try (Nsd nsd = Nsd.at(ROOT).serving(hosts()).start()) {
            CheckResult result = check(ROOT, "198.18.0.7");

            assertThat(nsd.logTail()).isNotNull();
            assertThat(result.sightings().stream()
                            .flatMap(sighting -> sighting.evidence().stream())
                            .map(DnsExchange.class::cast)
                            .filter(exchange -> exchange.transport() == DnsExchange.Transport.TCP))
                    .singleElement()
                    .satisfies(exchange -> assertThat(exchange.answer().size() + exchange.left())
                            .isEqualTo(200));
        }
    }

    @Test
    void an_ipv6_server_is_as_good() throws Exception {
        try (Nsd nsd = Nsd.at("::1").serving(hosts()).start()) {
            assertThat(check("::1", "2001:db8::8").outcome()).as(nsd.logTail()).isInstanceOf(Outcome.Passed.class);
        }
    }

    @Test
    void a_lame_delegation_is_shown_to_be_one() throws Exception {
        ZoneText root = ZoneText.of(".", ROOT).delegate("2.0.192.in-addr.arpa", CHILD);
        try (Nsd parent = Nsd.at(ROOT).serving(root).start();
                Nsd lame = Nsd.at(CHILD)
                        .serving(ZoneText.of("other.example", CHILD))
                        .start();
                Unbound resolver =
                        Unbound.at(RESOLVER).root(ROOT).extendedErrors().start()) {
            Outcome outcome = check(RESOLVER, "192.0.2.1").outcome();

            assertThat(findings(outcome))
                    .as(outcome + parent.logTail() + lame.logTail() + resolver.logTail())
                    .containsExactly("lame-reverse-zone");
            assertThat(outcome.findings().get(0).args(Fcrdns.LAME_REVERSE_ZONE)).hasValueSatisfying(args -> {
                assertThat(args.zone()).isEqualTo("2.0.192.in-addr.arpa");
                assertThat(args.parent()).isEqualTo(".");
                assertThat(args.servers())
                        .singleElement()
                        .asString()
                        .contains(CHILD)
                        .contains("REFUSED");
            });
            assertThat(outcome.findings()).extracting(Finding::severity).containsExactly(io.mailsonde.Severity.HIGH);
        }
    }

    @Test
    void a_delegation_to_a_dead_server_is_undecided() throws Exception {
        ZoneText root = ZoneText.of(".", ROOT).delegate("2.0.192.in-addr.arpa", NOBODY);
        try (Nsd parent = Nsd.at(ROOT).serving(root).start();
                Unbound resolver =
                        Unbound.at(RESOLVER).root(ROOT).extendedErrors().start()) {
            Outcome outcome = check(RESOLVER, "192.0.2.1").outcome();

            assertThat(outcome)
                    .as(outcome + parent.logTail() + resolver.logTail())
                    .isInstanceOfSatisfying(
                            Outcome.Inconclusive.class,
                            undecided -> assertThat(undecided.reason())
                                    .isIn(Reason.DNS_SERVER_FAILURE, Reason.DNS_TIMED_OUT));
        }
    }

    @Test
    void a_dead_resolver_is_undecided_and_not_a_missing_name() throws Exception {
        Outcome outcome = check(NOBODY, "192.0.2.1").outcome();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Inconclusive.class, undecided -> {
            assertThat(undecided.reason()).isIn(Reason.UNREACHABLE, Reason.DNS_TIMED_OUT);
            assertThat(undecided.detail()).contains(NOBODY).contains("1.2.0.192.in-addr.arpa");
        });
    }

    @Test
    void an_authority_that_does_not_serve_the_zone_refuses_and_that_is_undecided() throws Exception {
        try (Nsd nsd = Nsd.at(ROOT).serving(ZoneText.of("other.example", ROOT)).start()) {
            assertThat(check(ROOT, "192.0.2.1").outcome())
                    .as(nsd.logTail())
                    .isInstanceOfSatisfying(
                            Outcome.Inconclusive.class,
                            undecided -> assertThat(undecided.reason()).isEqualTo(Reason.DNS_REFUSED));
        }
    }
}
