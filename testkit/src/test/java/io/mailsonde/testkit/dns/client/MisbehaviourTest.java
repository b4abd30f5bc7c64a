package io.mailsonde.testkit.dns.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsAnswer.Kind;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.testkit.dns.Effect;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Question;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Whatever a server does, the client gives the right answer or a typed miss, in time, and never a wrong answer. */
final class MisbehaviourTest {
    private static final String NAME = "mx.example.org";
    private static final Duration SLOW = Duration.ofMillis(20);

    /** What is survived: the honest answer is had all the same. */
    private static final List<Effect> SURVIVED = List.of(
            Fault.NONE,
            Fault.DUPLICATE,
            Fault.CASE_LOST,
            Fault.NOT_AUTHORITATIVE,
            Fault.NO_RECURSION,
            Fault.TRUNCATED,
            Fault.TRUNCATED_PARTIAL,
            Fault.TRAILING_BYTES,
            Fault.EDNS_FORMERR,
            Fault.EDNS_IGNORED,
            Fault.OVERSIZED,
            new Effect.CnameChain(3),
            new Effect.TcpDribble(Duration.ofMillis(1)),
            new Effect.Delay(SLOW),
            new Effect.Flood(50, true));

    private final ScriptedDns dns = ScriptedDns.start();
    private final ClientRig rig = ClientRig.asking(dns.address());

    @BeforeEach
    void zone() {
        dns.zone().soa("example.org", 300).a(NAME, "192.0.2.1").a("other.example.org", "203.0.113.66");
    }

    @AfterEach
    void close() {
        rig.close();
        dns.close();
        assertThat(dns.problems()).isEmpty();
    }

    static List<Effect> survived() {
        return SURVIVED;
    }

    @ParameterizedTest
    @MethodSource("survived")
    void is_survived(Effect always) {
        dns.on(NAME, RrType.A).always(always);

        assertThat(rig.answer(NAME, RecordType.A).records(DnsRecord.Address.class))
                .extracting(address -> address.address().getHostAddress())
                .containsExactly("192.0.2.1");
    }

    static Stream<Arguments> missed() {
        return Stream.of(
                arguments(Fault.SILENCE, Reason.DNS_TIMED_OUT),
                arguments(Fault.WRONG_PORT, Reason.DNS_TIMED_OUT),
                arguments(Fault.WRONG_ADDRESS, Reason.DNS_TIMED_OUT),
                arguments(Fault.WRONG_ID, Reason.DNS_TIMED_OUT),
                arguments(Fault.NOT_A_RESPONSE, Reason.DNS_TIMED_OUT),
                arguments(Fault.NO_QUESTION, Reason.DNS_TIMED_OUT),
                arguments(Fault.EDNS_DROPPED, Reason.DNS_TIMED_OUT),
                arguments(Fault.CLASS_CHAOS, Reason.DNS_MALFORMED),
                arguments(Fault.TRUNCATED_ALWAYS, Reason.DNS_MALFORMED),
                arguments(Fault.CNAME_LOOP, Reason.DNS_MALFORMED),
                arguments(Fault.COMPRESSION_LOOP, Reason.DNS_MALFORMED),
                arguments(Fault.COMPRESSION_FORWARD, Reason.DNS_MALFORMED),
                arguments(Fault.COMPRESSION_PAST_END, Reason.DNS_MALFORMED),
                arguments(Fault.RESERVED_LABEL, Reason.DNS_MALFORMED),
                arguments(Fault.NAME_TOO_LONG, Reason.DNS_MALFORMED),
                arguments(Fault.INFLATED_COUNT, Reason.DNS_MALFORMED),
                arguments(Fault.RDLENGTH_OVERRUN, Reason.DNS_MALFORMED),
                arguments(Fault.UPWARD_REFERRAL, Reason.DNS_SERVER_FAILURE),
                arguments(Fault.TCP_CLOSE, Reason.CONNECTION_CLOSED),
                arguments(Fault.TCP_RESET, Reason.CONNECTION_CLOSED),
                arguments(Fault.TCP_CLOSE_MIDWAY, Reason.CONNECTION_CLOSED),
                arguments(Fault.TCP_STALL, Reason.DNS_TIMED_OUT),
                arguments(Rcode.FORMERR, Reason.DNS_SERVER_FAILURE),
                arguments(Rcode.SERVFAIL, Reason.DNS_SERVER_FAILURE),
                arguments(Rcode.NOTIMP, Reason.DNS_SERVER_FAILURE),
                arguments(Rcode.REFUSED, Reason.DNS_REFUSED),
                arguments(Rcode.YXDOMAIN, Reason.DNS_SERVER_FAILURE),
                arguments(Rcode.NOTAUTH, Reason.DNS_SERVER_FAILURE),
                arguments(Rcode.SERVFAIL.after(SLOW), Reason.DNS_SERVER_FAILURE),
                arguments(new Effect.WrongQuestion("other.example.org"), Reason.DNS_TIMED_OUT),
                arguments(new Effect.CnameChain(1000), Reason.DNS_MALFORMED),
                arguments(new Effect.Garbage(""), Reason.DNS_TIMED_OUT),
                arguments(new Effect.Garbage("ff".repeat(40)), Reason.DNS_TIMED_OUT),
                arguments(new Effect.Recorded("0000"), Reason.DNS_TIMED_OUT),
                arguments(new Effect.Cut(12), Reason.DNS_TIMED_OUT),
                arguments(new Effect.Cut(40), Reason.DNS_MALFORMED),
                arguments(new Effect.Flood(20, false), Reason.DNS_TIMED_OUT),
                arguments(new Effect.TcpDribble(Duration.ofSeconds(1)), Reason.DNS_TIMED_OUT),
                arguments(new Effect.TcpLength(0), Reason.DNS_MALFORMED),
                arguments(new Effect.TcpLength(11), Reason.DNS_MALFORMED),
                arguments(new Effect.TcpLength(65535), Reason.DNS_TIMED_OUT));
    }

    @ParameterizedTest
    @MethodSource
    void missed(Effect always, Reason reason) {
        dns.on(NAME, RrType.A).always(always);

        Lookup lookup = rig.lookup(NAME, RecordType.A);

        assertThat(ClientRig.missed(lookup).reason()).isEqualTo(reason);
        assertThat(ClientRig.missed(lookup).detail())
                .contains("127.0.0.1:" + dns.address().getPort(), "mx.example.org A");
        assertThat(lookup.exchange().attempts()).isPositive();
    }

    /** Every effect of the scripted server stands in one of the lists, so that a new one is not forgotten. */
    @Test
    void every_effect_is_tried() {
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        Set<Rcode> codes = EnumSet.allOf(Rcode.class);
        List<Object> tried = new ArrayList<>(SURVIVED);
        missed().forEach(row -> tried.add(row.get()[0]));
        tried.forEach(effect -> {
            faults.remove(effect);
            codes.remove(effect);
        });
        // The ones that are answers, in TypedAnswersTest and below.
        faults.removeAll(Set.of(Fault.EMPTY_ANSWER, Fault.CNAME_ONLY));
        codes.removeAll(Set.of(Rcode.NXDOMAIN, Rcode.BADVERS));

        assertThat(faults).isEmpty();
        assertThat(codes).isEmpty();
        assertThat(tried).extracting(Object::getClass).doesNotContainNull();
        assertThat(Arrays.stream(Effect.class.getPermittedSubclasses())
                        .filter(kind ->
                                kind != Effect.WithExtra.class && tried.stream().noneMatch(kind::isInstance)))
                .isEmpty();
    }

    @Test
    void a_name_that_does_not_exist_without_its_zone_is_an_answer_that_is_not_remembered() {
        dns.on(NAME, RrType.A).play(Rcode.NXDOMAIN);

        assertThat(rig.answer(NAME, RecordType.A).kind()).isEqualTo(Kind.NX_DOMAIN);
        assertThat(rig.answer(NAME, RecordType.A).kind()).isEqualTo(Kind.RECORDS);
    }

    @Test
    void a_server_of_another_edns_version_is_asked_without_edns() {
        dns.on(NAME, RrType.A).play(Rcode.BADVERS);

        assertThat(rig.answer(NAME, RecordType.A).kind()).isEqualTo(Kind.RECORDS);
        assertThat(dns.questions()).extracting(Question::hasEdns).containsExactly(true, false);
    }

    @Test
    void the_reason_that_a_resolver_gives_is_told() throws IOException {
        Message servfail = Message.newQuery(Record.newRecord(Name.fromString(NAME + "."), Type.A, DClass.IN));
        servfail.getHeader().setFlag(Flags.QR);
        servfail.getHeader().setRcode(org.xbill.DNS.Rcode.SERVFAIL);
        servfail.addRecord(
                new OPTRecord(1232, 0, 0, 0, new ExtendedErrorCodeOption(22, "at delegation example.org.")),
                org.xbill.DNS.Section.ADDITIONAL);
        dns.on(NAME, RrType.A).always(Effect.Recorded.of(servfail.toWire()));

        Lookup lookup = rig.lookup(NAME, RecordType.A);

        assertThat(ClientRig.missed(lookup).detail())
                .isEqualTo(
                        "127.0.0.1:" + dns.address().getPort() + " answered SERVFAIL,"
                                + " EDE 22 (no reachable authority: at delegation example.org.), when asked for mx.example.org A");
        assertThat(lookup.exchange().result()).isEqualTo("SERVFAIL");
        assertThat(lookup.exchange().flags())
                .isEqualTo("qr rd; EDE 22 (no reachable authority: at delegation example.org.)");
    }

    @Test
    void silence_is_told_with_server_question_time_and_tries() {
        dns.onEverything().always(Fault.SILENCE);

        assertThat(rig.miss(NAME, RecordType.A).detail())
                .isEqualTo("no answer from 127.0.0.1:" + dns.address().getPort()
                        + " to mx.example.org A within 1.2 s (3 tries)");
        assertThat(dns.total()).isEqualTo(3);
    }

    @Test
    void one_lost_datagram_is_asked_again() {
        dns.on(NAME, RrType.A).play(Fault.SILENCE);

        Lookup lookup = rig.lookup(NAME, RecordType.A);

        assertThat(ClientRig.seen(lookup).records()).hasSize(1);
        assertThat(lookup.exchange().attempts()).isEqualTo(2);
    }

    @Test
    void a_garbled_answer_is_asked_for_again_once() {
        dns.on(NAME, RrType.A).play(Fault.COMPRESSION_LOOP);
        assertThat(rig.answer(NAME, RecordType.A).records()).hasSize(1);

        dns.on("other.example.org", RrType.A).always(Fault.COMPRESSION_LOOP);
        assertThat(rig.miss("other.example.org", RecordType.A).detail()).contains("cannot be read");
        assertThat(dns.count("other.example.org", RrType.A)).isEqualTo(2);
    }

    @Test
    void a_flood_of_forgeries_ends_no_lookup_and_sends_it_to_tcp() {
        dns.on(NAME, RrType.A).play(new Effect.Flood(2000, false));

        Lookup lookup = rig.lookup(NAME, RecordType.A);

        assertThat(ClientRig.seen(lookup).records(DnsRecord.Address.class))
                .extracting(address -> address.address().getHostAddress())
                .containsExactly("192.0.2.1");
        assertThat(rig.client.counters().strays()).isGreaterThanOrEqualTo(100);
        assertThat(rig.client.counters().connections()).isEqualTo(1);
    }

    @Test
    void a_closed_port_is_told_at_once() {
        InetSocketAddress closed = dns.address();
        dns.close();

        Lookup lookup = rig.lookup(NAME, RecordType.A);

        assertThat(ClientRig.reason(lookup)).isEqualTo(Reason.UNREACHABLE);
        assertThat(ClientRig.missed(lookup).detail())
                .isEqualTo("127.0.0.1:" + closed.getPort() + " refused the datagram when asked for mx.example.org A");
        assertThat(lookup.exchange().took()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_refused_connection_after_a_truncated_answer_is_told() throws InterruptedException {
        dns.refuseTcp();
        dns.on(NAME, RrType.A).always(Fault.TRUNCATED);

        assertThat(rig.miss(NAME, RecordType.A).reason()).isEqualTo(Reason.CONNECTION_REFUSED);
    }

    @Test
    void the_caller_waits_no_longer_than_it_said() {
        dns.onEverything().always(Fault.SILENCE);
        long since = System.nanoTime();

        Lookup lookup = rig.client
                .ask(new DnsQuestion(NAME, RecordType.A), Duration.ofMillis(150))
                .orTimeout(5, TimeUnit.SECONDS)
                .join();

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
        assertThat(ClientRig.missed(lookup).reason()).isEqualTo(Reason.DNS_TIMED_OUT);
        assertThat(ClientRig.missed(lookup).detail()).contains("within 0.15 s (1 try)");
    }

    @Test
    void questions_leave_with_edns_and_one_id_each_and_without_dnssec_flags() {
        rig.lookup(NAME, RecordType.A);

        assertThat(dns.questions()).singleElement().satisfies(asked -> {
            assertThat(asked.recursionDesired()).isTrue();
            assertThat(asked.ednsSize()).isEqualTo(1232);
            assertThat(asked.dnssecOk()).isFalse();
            assertThat(asked.checkingDisabled()).isFalse();
        });
    }

    @Test
    void a_server_that_does_not_understand_edns_is_remembered() {
        dns.onEverything().always(Fault.EDNS_FORMERR);

        rig.answer(NAME, RecordType.A);
        rig.answer("other.example.org", RecordType.A);

        assertThat(dns.count(NAME, RrType.A)).isEqualTo(2);
        assertThat(dns.count("other.example.org", RrType.A)).isEqualTo(1);
    }
}
