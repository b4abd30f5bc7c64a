package io.mailsonde.testkit.assertions;

import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Sighting;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Results of a check that exists only here. */
public final class Samples {
    public record Greeting(String text) {}

    static final FindingType<Greeting> RUDE =
            FindingType.of("smtp.manners/rude", Severity.MEDIUM, Greeting.class, "it said \"{text}\"");
    static final FindingType<Greeting> SHORT =
            FindingType.of("smtp.manners/short", Severity.INFO, Greeting.class, "it said only \"{text}\"");

    static final HostAddress HOST = HostAddress.of("192.0.2.25");

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final DnsExchange EXCHANGE = new DnsExchange(
            new DnsQuestion("mx.example.org", RecordType.A),
            "192.0.2.53:53",
            DnsExchange.Transport.UDP,
            "NOERROR",
            "qr aa",
            List.of("mx.example.org. 300 IN A 192.0.2.25"),
            0,
            2,
            NOON,
            Duration.ofMillis(7));

    private static final Transcript TRANSCRIPT = new Transcript(
            "192.0.2.25:25",
            IpAddresses.parse("192.0.2.1"),
            NOON,
            List.of(
                    new Transcript.Line(Transcript.Who.PEER, Duration.ZERO, "220 go away\u001B[2J\r\n"),
                    new Transcript.Line(Transcript.Who.WE, Duration.ZERO, "QUIT\r\n")),
            0,
            "closed by us");

    private static final Silence SILENCE =
            new Silence("192.0.2.25:25", "the reply to QUIT", NOON, Duration.ofSeconds(30));

    private Samples() {}

    static Finding rude(String text) {
        return RUDE.firm(HOST, new Greeting(text));
    }

    static Outcome passed() {
        return Outcome.judged(List.of(SHORT.firm(HOST, new Greeting("hi"))), "it was polite");
    }

    static Outcome failed() {
        return Outcome.judged(List.of(rude("go away")), "it was polite");
    }

    static Outcome undecided() {
        return Outcome.undone(Reason.TIMED_OUT, "waited 30 s for the greeting");
    }

    static Outcome skipped() {
        return Outcome.undone(Reason.NOT_CONSENTED, "smtp.manners needs consent to CONNECT; nothing was sent");
    }

    static CheckResult result(Outcome outcome) {
        List<Evidence> evidence = List.of(EXCHANGE, TRANSCRIPT, SILENCE);
        return CheckResult.of(
                "smtp.manners",
                HOST,
                outcome,
                List.of(
                        new Sighting<>("smtp.greeting", HOST, Observed.saw(new Greeting("go away")), evidence, NOON),
                        new Sighting<Greeting>(
                                "smtp.goodbye",
                                HOST,
                                Observed.missed(Reason.CONNECTION_CLOSED, "it hung up"),
                                List.of(),
                                NOON)));
    }

    static Report report(Outcome... outcomes) {
        List<CheckResult> results =
                List.of(outcomes).stream().map(Samples::result).toList();
        return new Report(List.of(HOST), Set.of(), results, List.of(), List.of("no DNSSEC"), NOON, Duration.ZERO);
    }
}
