package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Finding;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Severity;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.DnssecState;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.dns.ReverseNames;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the judge whatever was seen. */
class FcrdnsJudgeProperties {
    private static final List<DnssecState> STATES = List.of(DnssecState.values());
    private static final List<InetAddress> ADDRESSES = List.of(
            IpAddresses.parse("192.0.2.25"),
            IpAddresses.parse("198.51.100.7"),
            IpAddresses.parse("10.1.2.3"),
            IpAddresses.parse("2001:db8::25"),
            IpAddresses.parse("fe80::1"));

    @Property
    void never_throws_and_never_passes_without_a_name_that_leads_back(
            @ForAll("seen") ReverseDns seen,
            @ForAll("siblings") Map<HostAddress, Observed<ReverseDns>> siblings,
            @ForAll HostAddress.Role role) {
        HostAddress host = new HostAddress(seen.address(), role);

        Outcome outcome = FcrdnsJudge.judge(host, seen, siblings);

        if (outcome instanceof Outcome.Passed) {
            assertThat(seen.iprev()).isEqualTo(Iprev.PASS);
        }
        if (seen.iprev() == Iprev.FAIL || seen.iprev() == Iprev.PERMERROR) {
            assertThat(outcome).isNotInstanceOf(Outcome.Passed.class);
        }
        assertThat(ids(outcome))
                .isSubsetOf(Fcrdns.FINDINGS.stream().map(type -> type.id()).toList());
    }

    @Property
    void does_not_depend_on_the_order_of_names_and_addresses(
            @ForAll("seen") ReverseDns seen,
            @ForAll("siblings") Map<HostAddress, Observed<ReverseDns>> siblings,
            @ForAll Random random) {
        HostAddress host = new HostAddress(seen.address(), HostAddress.Role.SENDING);
        List<Forward> turned = new java.util.ArrayList<>(seen.forwards());
        Collections.shuffle(turned, random);
        ReverseDns other =
                new ReverseDns(seen.address(), seen.reverseName(), seen.ptr(), seen.names(), turned, seen.delegation());

        Outcome one = FcrdnsJudge.judge(host, seen, siblings);
        Outcome two = FcrdnsJudge.judge(host, other, siblings);

        assertThat(two.getClass()).isEqualTo(one.getClass());
        assertThat(new HashSet<>(ids(two))).isEqualTo(new HashSet<>(ids(one)));
    }

    @Property
    void an_inbound_host_has_no_finding_of_high_severity(@ForAll("seen") ReverseDns seen) {
        HostAddress host = new HostAddress(seen.address(), HostAddress.Role.INBOUND);

        Outcome outcome = FcrdnsJudge.judge(host, seen, Map.of());

        assertThat(outcome.findings()).extracting(Finding::severity).doesNotContain(Severity.HIGH, Severity.CRITICAL);
    }

    @Property
    void a_failed_question_is_never_a_failed_check_unless_the_delegation_is_shown_to_be_lame(
            @ForAll("seen") ReverseDns seen, @ForAll("misses") Observed<DnsAnswer> miss) {
        HostAddress host = new HostAddress(seen.address(), HostAddress.Role.SENDING);
        ReverseDns failed = new ReverseDns(seen.address(), seen.reverseName(), miss, 0, List.of(), Optional.empty());

        assertThat(FcrdnsJudge.judge(host, failed, Map.of())).isInstanceOf(Outcome.Inconclusive.class);
    }

    private static List<String> ids(Outcome outcome) {
        return outcome.findings().stream().map(Finding::id).collect(Collectors.toList());
    }

    @Provide
    Arbitrary<ReverseDns> seen() {
        Arbitrary<InetAddress> address = Arbitraries.of(ADDRESSES);
        Arbitrary<List<Forward>> forwards = forward().list().ofMaxSize(4).uniqueElements(Forward::name);
        return Combinators.combine(address, forwards, Arbitraries.integers().between(0, 12), answers(RecordType.PTR))
                .as((host, ways, more, answer) -> {
                    DnsQuestion question = new DnsQuestion(ReverseNames.of(host), RecordType.PTR);
                    List<DnsRecord> records = ways.stream()
                            .<DnsRecord>map(way -> new DnsRecord.Pointer(question.name(), 60, way.name()))
                            .toList();
                    Observed<DnsAnswer> ptr = records.isEmpty()
                            ? answer
                            : Observed.saw(answer(question, DnsAnswer.Kind.RECORDS, records, List.of(), state(more)));
                    int names = ways.isEmpty() ? 0 : ways.size() + more;
                    return new ReverseDns(host, question.name(), ptr, names, ways, Optional.empty());
                });
    }

    @Provide
    Arbitrary<Map<HostAddress, Observed<ReverseDns>>> siblings() {
        return seen().list().ofMaxSize(2).map(list -> {
            Map<HostAddress, Observed<ReverseDns>> map = new HashMap<>();
            list.forEach(one -> map.put(new HostAddress(one.address(), HostAddress.Role.SENDING), Observed.saw(one)));
            return map;
        });
    }

    @Provide
    Arbitrary<Observed<DnsAnswer>> misses() {
        return Arbitraries.of(Reason.values())
                .filter(reason -> reason.kind() == Reason.Kind.PEER)
                .map(reason -> Observed.missed(reason, "said so"));
    }

    private Arbitrary<Forward> forward() {
        Arbitrary<String> name = Arbitraries.of(
                "mx.example.org",
                "a.example.org",
                "25-2-0-192.dyn.example.net",
                "host.local",
                "under_score.example.org",
                "single",
                "*.example.org",
                ".");
        Arbitrary<List<InetAddress>> some = Arbitraries.of(ADDRESSES).list().ofMaxSize(3);
        return Combinators.combine(
                        name, answers(RecordType.A), answers(RecordType.AAAA), some, Arbitraries.of(true, false))
                .as((n, v4, v6, local, inScope) ->
                        new Forward(new Dns.NameAddresses(n, v4, v6, inScope), false, local));
    }

    private Arbitrary<Observed<DnsAnswer>> answers(RecordType type) {
        DnsQuestion question = new DnsQuestion("mx.example.org", type);
        Arbitrary<Observed<DnsAnswer>> records = Arbitraries.of(ADDRESSES)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(list -> Observed.saw(answer(
                        question,
                        DnsAnswer.Kind.RECORDS,
                        list.stream()
                                .<DnsRecord>map(address -> new DnsRecord.Address("mx.example.org", 60, address))
                                .toList(),
                        list.size() > 2 ? List.of("alias.example.org") : List.of(),
                        state(list.size()))));
        Arbitrary<Observed<DnsAnswer>> none = Arbitraries.of(DnsAnswer.Kind.NO_DATA, DnsAnswer.Kind.NX_DOMAIN)
                .map(kind -> Observed.saw(answer(question, kind, List.of(), List.of(), DnssecState.INSECURE)));
        return type == RecordType.PTR ? Arbitraries.oneOf(none, misses()) : Arbitraries.oneOf(records, none, misses());
    }

    private static DnssecState state(int number) {
        return STATES.get(number % STATES.size());
    }

    private static DnsAnswer answer(
            DnsQuestion question,
            DnsAnswer.Kind kind,
            List<DnsRecord> records,
            List<String> aliases,
            DnssecState dnssec) {
        return new DnsAnswer(question, kind, aliases, records, 0, true, List.of(), List.of(), dnssec, "");
    }
}
