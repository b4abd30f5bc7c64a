package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Confidence;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.Dns;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.DnssecState;
import io.mailsonde.dns.RecordType;
import io.mailsonde.dns.ReverseNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Judgements that no honest server makes easy to provoke. */
class FcrdnsJudgeTest {
    private static final HostAddress HOST = HostAddress.of("192.0.2.25");
    private static final DnsQuestion QUESTION = new DnsQuestion(ReverseNames.of(HOST.address()), RecordType.PTR);

    private static Outcome judge(Observed<DnsAnswer> ptr, Forward... forwards) {
        ReverseDns seen = new ReverseDns(
                HOST.address(), QUESTION.name(), ptr, forwards.length, List.of(forwards), Optional.empty());
        return FcrdnsJudge.judge(HOST, seen, Map.of());
    }

    private static Observed<DnsAnswer> answer(DnsAnswer.Kind kind, List<DnsRecord> records, DnssecState dnssec) {
        return Observed.saw(new DnsAnswer(
                QUESTION, kind, List.of(), records, 0, false, List.of(), List.of(), dnssec, "signature expired"));
    }

    @Test
    void an_absence_that_validation_refutes_is_a_suspicion_beside_the_broken_signature() {
        Outcome outcome = judge(answer(DnsAnswer.Kind.NX_DOMAIN, List.of(), DnssecState.BOGUS));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.findings())
                .extracting(finding -> finding.id() + " " + finding.confidence())
                .containsExactlyInAnyOrder(
                        "dns.fcrdns/no-ptr " + Confidence.TENTATIVE, "dns.fcrdns/bogus-dnssec " + Confidence.FIRM);
    }

    @Test
    void an_undecided_way_back_is_not_forgotten_beside_another_finding() {
        String name = "192-0-2-25.pool.example.net";
        Observed<DnsAnswer> missed = Observed.missed(Reason.DNS_SERVER_FAILURE, "SERVFAIL");
        Forward forward = new Forward(new Dns.NameAddresses(name, missed, missed, false), false, List.of());

        Outcome outcome = judge(
                answer(
                        DnsAnswer.Kind.RECORDS,
                        List.of(new DnsRecord.Pointer(QUESTION.name(), 60, name)),
                        DnssecState.INSECURE),
                forward);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(outcome.findings())
                .extracting(finding -> finding.id() + " " + finding.confidence())
                .containsExactlyInAnyOrder(
                        "dns.fcrdns/generic-ptr " + Confidence.FIRM,
                        "dns.fcrdns/ptr-does-not-confirm " + Confidence.TENTATIVE);
    }
}
