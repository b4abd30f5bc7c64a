package io.mailsonde.reports;

import io.mailsonde.CheckResult;
import io.mailsonde.Citation;
import io.mailsonde.FindingType;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import io.mailsonde.Target;
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

/** A report that has one foreign text in every string. */
final class HostileReport {
    /** A target that breaks the promise to be printable. */
    public record Named(String text) implements Target {}

    /** Holds the text. */
    public record Said(String text) {}

    private HostileReport() {}

    static Report saying(String foreign) {
        String text = "x" + foreign;
        Target target = new Named(text);
        FindingType<Said> type = new FindingType<>(
                "test.a/b",
                Severity.HIGH,
                Said.class,
                text.replace("{", "(") + "{text}",
                text.replace("{", "(") + "{text}",
                List.of(new Citation(text, text)));
        List<Evidence> evidence = List.of(
                new DnsExchange(
                        new DnsQuestion(text, RecordType.A),
                        text,
                        DnsExchange.Transport.TCP,
                        text,
                        text,
                        List.of(text),
                        0,
                        1,
                        Instant.EPOCH,
                        Duration.ZERO),
                new Transcript(
                        text,
                        IpAddresses.parse("::1"),
                        Instant.EPOCH,
                        List.of(
                                new Transcript.Line(Transcript.Who.PEER, Duration.ZERO, text),
                                new Transcript.Line(Transcript.Who.WE, Duration.ZERO, foreign),
                                new Transcript.Line(Transcript.Who.NOTE, Duration.ZERO, text)),
                        1,
                        text),
                new Silence(text, text, Instant.EPOCH, Duration.ZERO));
        List<Sighting<?>> sightings =
                List.of(new Sighting<>(text, target, Observed.saw(new Said(text)), evidence, Instant.EPOCH));
        List<Outcome> outcomes = List.of(
                new Outcome.Passed(text, List.of()),
                new Outcome.Failed(List.of(type.firm(new Named(foreign), new Said(text)))),
                new Outcome.Inconclusive(Reason.UNPROVEN, text, List.of(type.tentative(target, new Said(text)))),
                new Outcome.Skipped(Reason.OUT_OF_SCOPE, text));
        List<CheckResult> results = outcomes.stream()
                .map(outcome -> CheckResult.of(text, target, outcome, sightings))
                .toList();
        return new Report(List.of(target), Set.of(), results, sightings, List.of(text), Instant.EPOCH, Duration.ZERO);
    }
}
