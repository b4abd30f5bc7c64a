package io.mailsonde.testkit.dns.client;

import static io.mailsonde.testkit.dns.Fault.CNAME_LOOP;
import static io.mailsonde.testkit.dns.Fault.CNAME_ONLY;
import static io.mailsonde.testkit.dns.Fault.EMPTY_ANSWER;
import static io.mailsonde.testkit.dns.Fault.TRUNCATED;
import static io.mailsonde.testkit.dns.RrType.CNAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Reason;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsAnswer.Kind;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.RecordType;
import io.mailsonde.evidence.DnsExchange.Transport;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.testkit.dns.Effect;
import io.mailsonde.testkit.dns.Flag;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Section;
import java.net.InetAddress;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server says becomes a typed answer. */
final class TypedAnswersTest {
    private final ScriptedDns dns = ScriptedDns.start();
    private final ClientRig rig = ClientRig.asking(dns.address());

    @BeforeEach
    void zone() {
        dns.zone().soa("example.org", 300);
        dns.zone().soa("2.0.192.in-addr.arpa", 300);
    }

    @AfterEach
    void close() {
        rig.close();
        dns.close();
        assertThat(dns.problems()).isEmpty();
    }

    @Test
    void records_of_the_asked_type_are_seen() throws Exception {
        dns.zone().ptr("192.0.2.1", "Mx.Example.org", "mx2.example.org").mx("example.org", 10, "mx.example.org");
        dns.zone()
                .a("mx.example.org", "192.0.2.1")
                .aaaa("mx.example.org", "2001:db8::1")
                .txt("example.org", "v=spf1", " -all");

        assertThat(rig.answer("1.2.0.192.in-addr.arpa", RecordType.PTR).records(DnsRecord.Pointer.class))
                .extracting(DnsRecord.Pointer::name)
                .containsExactlyInAnyOrder("mx.example.org", "mx2.example.org");
        assertThat(rig.answer("mx.example.org", RecordType.A).records(DnsRecord.Address.class))
                .extracting(DnsRecord.Address::address)
                .containsExactly(InetAddress.getByName("192.0.2.1"));
        assertThat(rig.answer("mx.example.org", RecordType.AAAA).records(DnsRecord.Address.class))
                .extracting(DnsRecord.Address::address)
                .containsExactly(InetAddress.getByName("2001:db8::1"));
        assertThat(rig.answer("example.org", RecordType.MX).records())
                .containsExactly(new DnsRecord.MailExchanger("example.org", 3600, 10, "mx.example.org"));
        assertThat(rig.answer("example.org", RecordType.TXT).records(DnsRecord.Text.class))
                .extracting(text -> String.join("", text.strings()))
                .containsExactly("v=spf1 -all");
    }

    @Test
    void the_exchange_is_the_evidence() {
        dns.zone().a("mx.example.org", "192.0.2.1");

        Lookup lookup = rig.lookup("mx.example.org", RecordType.A);

        assertThat(lookup.exchange().question()).isEqualTo(new DnsQuestion("mx.example.org", RecordType.A));
        assertThat(lookup.exchange().server())
                .isEqualTo("127.0.0.1:" + dns.address().getPort());
        assertThat(lookup.exchange().transport()).isEqualTo(Transport.UDP);
        assertThat(lookup.exchange().result()).isEqualTo("NOERROR");
        assertThat(lookup.exchange().flags()).isEqualTo("qr aa rd ra");
        assertThat(lookup.exchange().attempts()).isEqualTo(1);
        assertThat(lookup.exchange().answer()).singleElement().asString().contains("mx.example.org.", "192.0.2.1");
    }

    @Test
    void a_name_that_does_not_exist_is_an_answer() {
        DnsAnswer answer = rig.answer("nowhere.example.org", RecordType.A);

        assertThat(answer.kind()).isEqualTo(Kind.NX_DOMAIN);
        assertThat(answer.authority()).singleElement().isInstanceOf(DnsRecord.StartOfAuthority.class);
    }

    @Test
    void a_name_without_records_of_the_type_is_an_answer() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("bare.example.org", RrType.A).play(EMPTY_ANSWER);

        assertThat(rig.answer("mx.example.org", RecordType.AAAA).kind()).isEqualTo(Kind.NO_DATA);
        assertThat(rig.answer("bare.example.org", RecordType.A).kind()).isEqualTo(Kind.NO_DATA);
    }

    @Test
    void aliases_are_followed_inside_one_message() {
        dns.zone().cname("1.2.0.192.in-addr.arpa", "1.0-25.2.0.192.in-addr.arpa");
        dns.zone().add("1.0-25.2.0.192.in-addr.arpa", RrType.PTR, "mx.example.org");

        DnsAnswer answer = rig.answer("1.2.0.192.in-addr.arpa", RecordType.PTR);

        assertThat(answer.aliases()).containsExactly("1.0-25.2.0.192.in-addr.arpa");
        assertThat(answer.records(DnsRecord.Pointer.class))
                .extracting(DnsRecord.Pointer::name)
                .containsExactly("mx.example.org");
        assertThat(dns.total()).isEqualTo(1);
    }

    @Test
    void an_alias_that_is_left_open_is_asked_for() {
        dns.zone().cname("www.example.org", "host.example.org").a("host.example.org", "192.0.2.7");
        dns.on("www.example.org", RrType.A).play(CNAME_ONLY);

        Lookup lookup = rig.lookup("www.example.org", RecordType.A);

        assertThat(ClientRig.seen(lookup).aliases()).containsExactly("host.example.org");
        assertThat(ClientRig.seen(lookup).records(DnsRecord.Address.class)).hasSize(1);
        assertThat(lookup.exchange().attempts()).isEqualTo(2);
        assertThat(lookup.exchange().answer()).hasSize(2);
    }

    @Test
    void an_alias_may_lead_nowhere() {
        dns.zone().cname("www.example.org", "gone.example.org");

        DnsAnswer answer = rig.answer("www.example.org", RecordType.A);

        assertThat(answer.kind()).isEqualTo(Kind.NX_DOMAIN);
        assertThat(answer.aliases()).containsExactly("gone.example.org");
    }

    @Test
    void sixteen_aliases_are_followed_and_seventeen_are_not() {
        dns.zone().a("www.example.org", "192.0.2.7").a("far.example.org", "192.0.2.7");
        dns.on("www.example.org", RrType.A).always(new Effect.CnameChain(16));
        dns.on("far.example.org", RrType.A).always(new Effect.CnameChain(17));

        assertThat(rig.answer("www.example.org", RecordType.A).aliases()).hasSize(16);
        assertThat(rig.miss("far.example.org", RecordType.A).reason()).isEqualTo(Reason.DNS_MALFORMED);
    }

    @Test
    void aliases_in_a_circle_are_malformed() {
        dns.on("www.example.org", RrType.A).always(CNAME_LOOP);
        dns.zone().cname("a.example.org", "b.example.org").cname("b.example.org", "a.example.org");
        dns.on("a.example.org", RrType.A).always(CNAME_ONLY);
        dns.on("b.example.org", RrType.A).always(CNAME_ONLY);

        assertThat(rig.miss("www.example.org", RecordType.A).reason()).isEqualTo(Reason.DNS_MALFORMED);
        assertThat(rig.miss("a.example.org", RecordType.A).detail()).contains("circle");
    }

    @Test
    void an_alias_is_the_answer_to_a_question_for_aliases() {
        dns.zone().cname("www.example.org", "host.example.org");

        assertThat(rig.answer("www.example.org", RecordType.CNAME).records())
                .containsExactly(new DnsRecord.Alias("www.example.org", 3600, "host.example.org"));
        assertThat(dns.count("www.example.org", CNAME)).isEqualTo(1);
    }

    @Test
    void records_off_the_way_are_neither_answered_nor_remembered() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        for (Section section : Section.values()) {
            dns.on("mx.example.org", RrType.A)
                    .play(new Effect.WithExtra(section, "www.bank.example", RrType.A, "203.0.113.66"));
            DnsAnswer answer = rig.answer("mx.example.org", RecordType.A);
            assertThat(answer.records()).hasSize(1);
            assertThat(answer.additional()).isEmpty();
        }

        assertThat(rig.answer("www.bank.example", RecordType.A).kind()).isEqualTo(Kind.NX_DOMAIN);
    }

    @Test
    void two_hundred_addresses_come_over_tcp() {
        IntStream.range(0, 200).forEach(i -> dns.zone().a("many.example.org", "198.51.100." + i));

        Lookup lookup = rig.lookup("many.example.org", RecordType.A);

        assertThat(ClientRig.seen(lookup).records()).hasSize(200);
        assertThat(lookup.exchange().transport()).isEqualTo(Transport.TCP);
        assertThat(lookup.exchange().attempts()).isEqualTo(2);
        assertThat(lookup.exchange().answer()).hasSize(24);
        assertThat(lookup.exchange().left()).isEqualTo(176);
    }

    @Test
    void a_truncated_answer_comes_over_tcp_and_the_connection_is_closed() throws Exception {
        dns.zone().a("mx.example.org", "192.0.2.1");
        dns.on("mx.example.org", RrType.A).play(TRUNCATED);

        assertThat(rig.answer("mx.example.org", RecordType.A).records()).hasSize(1);
        dns.awaitNoTcpConnections(ClientRig.WITHIN);
    }

    @Test
    void a_named_server_is_asked_without_recursion_and_may_refer() {
        dns.flags();
        dns.zone().delegate("child.example.org", "ns.child.example.org", "192.0.2.53");
        DnsQuestion question = new DnsQuestion("mx.child.example.org", RecordType.A);

        Lookup lookup =
                rig.client.askServer(dns.address(), question, ClientRig.WITHIN).join();

        DnsAnswer answer = ClientRig.seen(lookup);
        assertThat(answer.kind()).isEqualTo(Kind.REFERRAL);
        assertThat(answer.authority())
                .containsExactly(new DnsRecord.NameServer("child.example.org", 3600, "ns.child.example.org"));
        assertThat(answer.additional()).extracting(DnsRecord.Address::owner).containsExactly("ns.child.example.org");
        assertThat(dns.questions()).allMatch(asked -> !asked.recursionDesired());
    }

    @Test
    void a_named_server_is_asked_each_time() {
        dns.zone().a("mx.example.org", "192.0.2.1");
        DnsQuestion question = new DnsQuestion("mx.example.org", RecordType.A);

        rig.client.askServer(dns.address(), question, ClientRig.WITHIN).join();
        DnsAnswer answer = ClientRig.seen(
                rig.client.askServer(dns.address(), question, ClientRig.WITHIN).join());

        assertThat(answer.authoritative()).isTrue();
        assertThat(dns.total()).isEqualTo(2);
    }

    @Test
    void a_resolver_that_refers_instead_of_resolving_has_failed() {
        dns.flags(Flag.RA);
        dns.zone().delegate("child.example.org", "ns.child.example.org");

        assertThat(rig.miss("mx.child.example.org", RecordType.A).reason()).isEqualTo(Reason.DNS_SERVER_FAILURE);
    }

    @Test
    void a_name_that_cannot_be_is_not_asked_for() {
        assertThat(rig.miss("a".repeat(64) + ".example.org", RecordType.A).reason())
                .isEqualTo(Reason.NAME_NOT_FOUND);
        assertThat(dns.total()).isZero();
    }
}
