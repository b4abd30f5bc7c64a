package io.mailsonde.testkit.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsAnswer.Kind;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.DnssecState;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.dns.TrustAnchors;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Question;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;

/** What DNSSEC says stands beside the answer: four states, each for its reason, and none ever takes an answer away. */
final class DnssecTest {
    private final ScriptedDns dns = ScriptedDns.start();
    private final Zone zone = dns.zone();
    private final SignedZone root = new SignedZone(zone, ".");
    private final SignedZone test = new SignedZone(zone, "test");
    private ClientRig rig = ClientRig.asking(dns.address());

    @BeforeEach
    void zones() {
        root.set(test.ds()).nsec(".", "test", Type.NS, Type.SOA, Type.DNSKEY);
        test.nsec("test", "alias.test", Type.SOA, Type.DNSKEY)
                .set(new CNAMERecord(
                        SignedZone.name("alias.test"), DClass.IN, 300, SignedZone.name("host.unsigned.test")))
                .nsec("alias.test", "broken.test", Type.CNAME)
                .nsec("broken.test", "host.test", Type.NS, Type.DS)
                .set(a("host.test", "192.0.2.1"))
                .nsec("host.test", "unsigned.test", Type.A)
                .set(new NSRecord(
                        SignedZone.name("unsigned.test"), DClass.IN, 300, SignedZone.name("ns.unsigned.test")))
                .nsec("unsigned.test", "wild.test", Type.NS)
                .nsec("wild.test", "test", Type.TXT);
        zone.soa("unsigned.test", 60).a("host.unsigned.test", "192.0.2.2");
        anchoredAt(root.anchor());
    }

    @AfterEach
    void close() {
        rig.close();
        dns.close();
        assertThat(dns.problems()).isEmpty();
    }

    private void anchoredAt(String... anchors) {
        rig.close();
        rig = ClientRig.asking(config -> config.withAnchors(TrustAnchors.ofLines(List.of(anchors))), dns.address());
    }

    private static ARecord a(String owner, String address) {
        try {
            return new ARecord(SignedZone.name(owner), DClass.IN, 300, InetAddress.getByName(address));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void isInState(String name, RecordType type, DnssecState state, Kind kind) {
        DnsAnswer answer = rig.answer(name, type);
        assertThat(answer.dnssec()).as("%s", answer).isEqualTo(state);
        assertThat(answer.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "host.test,          A,    SECURE,   RECORDS",
        "host.test,          AAAA, SECURE,   NO_DATA",
        "nowhere.test,       A,    SECURE,   NX_DOMAIN",
        "test,               SOA,  SECURE,   RECORDS",
        "nowhere,            A,    SECURE,   NX_DOMAIN",
        "host.unsigned.test, A,    INSECURE, RECORDS",
        "host.unsigned.test, AAAA, INSECURE, NO_DATA",
        "gone.unsigned.test, A,    INSECURE, NX_DOMAIN",
        "alias.test,         A,    INSECURE, RECORDS",
    })
    void a_sound_tree_is_secure_down_to_where_it_says_that_it_is_not_signed(
            String name, RecordType type, DnssecState state, Kind kind) {
        isInState(name, type, state, kind);
        assertThat(rig.client.notice()).isEmpty();
    }

    @Test
    void answers_are_asked_for_with_their_signatures_and_unchecked() {
        rig.answer("host.test", RecordType.A);

        assertThat(dns.questions()).allMatch(Question::dnssecOk).allMatch(Question::checkingDisabled);
    }

    @Test
    void a_forged_address_is_bogus_and_still_there() {
        zone.remove("host.test", RrType.A).a("host.test", "203.0.113.66");

        DnsAnswer answer = rig.answer("host.test", RecordType.A);

        assertThat(answer.dnssec()).isEqualTo(DnssecState.BOGUS);
        assertThat(answer.dnssecDetail()).isNotBlank();
        assertThat(answer.records(DnsRecord.Address.class))
                .extracting(address -> address.address().getHostAddress())
                .containsExactly("203.0.113.66");
        assertThat(rig.client.notice()).isEmpty();
    }

    @Test
    void an_address_without_its_signature_is_bogus() {
        zone.remove("host.test", RrType.RRSIG);

        isInState("host.test", RecordType.A, DnssecState.BOGUS, Kind.RECORDS);
    }

    @Test
    void an_expired_signature_is_bogus() {
        Instant now = Instant.now();
        SignedZone late =
                new SignedZone(zone, "broken.test", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));
        test.set(late.ds());
        late.set(a("host.broken.test", "192.0.2.3"));

        isInState("host.broken.test", RecordType.A, DnssecState.BOGUS, Kind.RECORDS);
    }

    @Test
    void a_key_that_the_parent_does_not_know_is_bogus() {
        SignedZone known = new SignedZone(new Zone(), "broken.test");
        SignedZone other = new SignedZone(zone, "broken.test");
        test.set(known.ds());
        other.set(a("host.broken.test", "192.0.2.3"));

        isInState("host.broken.test", RecordType.A, DnssecState.BOGUS, Kind.RECORDS);
    }

    @Test
    void a_denial_without_proof_is_bogus() {
        zone.remove("host.test", RrType.NSEC);

        isInState("host.test", RecordType.AAAA, DnssecState.BOGUS, Kind.NO_DATA);
    }

    @Test
    void a_signature_by_an_unsigned_zone_does_not_make_a_forgery_insecure() {
        SignedZone stranger = new SignedZone(new Zone(), "unsigned.test");
        ARecord forged = a("host.test", "203.0.113.66");
        zone.remove("host.test", RrType.RRSIG).remove("host.test", RrType.A).a("host.test", "203.0.113.66");
        test.put(stranger.sign(new RRset(forged)));

        isInState("host.test", RecordType.A, DnssecState.BOGUS, Kind.RECORDS);
    }

    @Test
    void an_unsigned_alias_to_a_forged_address_is_bogus() {
        zone.cname("www.unsigned.test", "host.test")
                .remove("host.test", RrType.A)
                .a("host.test", "203.0.113.66");

        isInState("www.unsigned.test", RecordType.A, DnssecState.BOGUS, Kind.RECORDS);
    }

    @Test
    void a_foreign_root_is_indeterminate_said_once_and_costs_one_question_for_all() {
        anchoredAt(new SignedZone(new Zone(), ".").anchor());
        for (int i = 0; i < 100; i++) {
            zone.a("h" + i + ".unsigned.test", "192.0.2." + i);
            isInState("h" + i + ".unsigned.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        }

        assertThat(dns.total()).isEqualTo(101);
        assertThat(rig.client.notice().orElseThrow())
                .startsWith("DNSSEC: the root of the DNS servers is not the one of the trust anchors (")
                .endsWith("); states are INDETERMINATE");
    }

    @Test
    void a_root_that_was_not_good_is_looked_at_again_every_few_minutes() {
        AtomicLong nanos = new AtomicLong();
        rig.close();
        rig = ClientRig.asking(
                config -> config.withAnchors(TrustAnchors.ofLines(List.of(root.anchor())))
                        .withTime(nanos::get, Clock.systemUTC()),
                dns.address());
        dns.on(".", RrType.DNSKEY).play(Rcode.SERVFAIL);

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        isInState("host.test", RecordType.AAAA, DnssecState.INDETERMINATE, Kind.NO_DATA);
        assertThat(dns.count(".", RrType.DNSKEY)).isEqualTo(1);

        // The look goes on beside the lookups, which are given the old state until it is done.
        DnssecState state = DnssecState.INDETERMINATE;
        for (int turns = 0; turns < 100 && state == DnssecState.INDETERMINATE; turns++) {
            nanos.addAndGet(Duration.ofMinutes(4).toNanos());
            state = rig.answer("host.test", RecordType.A).dnssec();
        }
        assertThat(state).isEqualTo(DnssecState.SECURE);
    }

    @Test
    void a_root_that_cannot_be_had_is_indeterminate_and_said_once() {
        dns.on(".", RrType.DNSKEY).always(Rcode.REFUSED);

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        isInState("host.unsigned.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        assertThat(dns.count(".", RrType.DNSKEY)).isEqualTo(1);
        assertThat(rig.client.notice().orElseThrow()).contains("the keys of the root could not be had", "REFUSED");
    }

    @Test
    void a_root_without_keys_is_indeterminate() {
        zone.remove(".", RrType.DNSKEY);

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
    }

    @Test
    void a_root_that_is_silent_does_not_keep_an_answer_back() {
        dns.on(".", RrType.DNSKEY).always(Fault.SILENCE);

        DnsAnswer answer = ClientRig.seen(rig.client
                .ask(new DnsQuestion("host.test", RecordType.A), Duration.ofMillis(250))
                .orTimeout(5, TimeUnit.SECONDS)
                .join());

        assertThat(answer.records()).hasSize(1);
        assertThat(answer.dnssec()).isEqualTo(DnssecState.INDETERMINATE);
        assertThat(answer.dnssecDetail()).isEqualTo("validation did not end in time");
    }

    @Test
    void material_that_cannot_be_fetched_is_indeterminate_and_never_bogus() {
        dns.on("test", RrType.DS).always(Rcode.SERVFAIL);

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        isInState("host.test", RecordType.AAAA, DnssecState.INDETERMINATE, Kind.NO_DATA);
        isInState("nowhere.test", RecordType.A, DnssecState.INDETERMINATE, Kind.NX_DOMAIN);
        assertThat(rig.answer("host.test", RecordType.A).dnssecDetail()).contains("SERVFAIL", "test DS");
    }

    @Test
    void a_server_without_edns_is_indeterminate() {
        dns.on("host.test", RrType.A).always(Fault.EDNS_IGNORED);

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
    }

    @Test
    void an_anchor_below_the_root_makes_an_island() {
        anchoredAt(test.anchor());

        isInState("host.test", RecordType.A, DnssecState.SECURE, Kind.RECORDS);
        isInState("host.unsigned.test", RecordType.A, DnssecState.INSECURE, Kind.RECORDS);
        isInState("elsewhere", RecordType.A, DnssecState.INDETERMINATE, Kind.NX_DOMAIN);
        assertThat(dns.count(".", RrType.DNSKEY)).isZero();
    }

    @Test
    void without_anchors_no_signature_is_asked_for() {
        rig.close();
        rig = ClientRig.asking(dns.address());

        isInState("host.test", RecordType.A, DnssecState.INDETERMINATE, Kind.RECORDS);
        assertThat(dns.questions()).singleElement().matches(asked -> !asked.dnssecOk() && !asked.checkingDisabled());
        assertThat(rig.client.notice()).isEmpty();
    }
}
