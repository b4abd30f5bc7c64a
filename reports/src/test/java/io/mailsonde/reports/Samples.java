package io.mailsonde.reports;

import io.mailsonde.CheckResult;
import io.mailsonde.Citation;
import io.mailsonde.Consent;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Practice;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Observations;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.Transcript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A small practice of its own, and a report in which it ended in each of the four ways. */
final class Samples {
    static final HostAddress HOST = HostAddress.of("192.0.2.25");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** What a host said first; the peer chose the text. */
    public record Greeting(String text, Observed<Integer> extensions) {}

    /** Arguments of the findings. */
    public record Said(String text) {}

    static final FindingType<Said> RUDE = FindingType.of(
                    "test.manners/rude", Severity.HIGH, Said.class, "the greeting is rude: {text}")
            .remedy("Greet like this:\n220 {text}, please")
            .citing(Citation.rfc(5321, "4.2"), Citation.rfc(5321, "4.3.1"));
    static final FindingType<Said> SHOUTS =
            FindingType.of("test.manners/shouts", Severity.LOW, Said.class, "it seems to shout");
    static final FindingType<Said> LONG =
            FindingType.of("test.length/long", Severity.INFO, Said.class, "the greeting is long");

    private static final Capability<String> NOTHING = Capability.of("NOTHING", Set.of(), wire -> Observed.saw(""));
    private static final Capability<String> NAMING =
            Capability.of("NAMING", Set.of(Consent.NAME), wire -> Observed.saw(""));

    static final Probe<HostAddress, Greeting> GREETING = Probe.of(
            "test.greeting",
            HostAddress.class,
            Greeting.class,
            NOTHING,
            (host, nothing) -> Step.saw(new Greeting("220", Observed.saw(1))));
    static final Probe<HostAddress, Greeting> FAREWELL = Probe.of(
            "test.farewell",
            HostAddress.class,
            Greeting.class,
            NOTHING,
            (host, nothing) -> Step.saw(new Greeting("221", Observed.saw(1))));
    private static final Probe<HostAddress, Greeting> NAMES = Probe.of(
            "test.names",
            HostAddress.class,
            Greeting.class,
            NAMING,
            (host, naming) -> Step.saw(new Greeting("250", Observed.saw(1))));

    static final Plan<HostAddress> PLAN = Plan.forEach(HostAddress.class)
            .with(List.of(
                    Check.of(
                            info("test.manners", RUDE, SHOUTS),
                            GREETING,
                            (host, seen) -> new Outcome.Failed(List.of(
                                    RUDE.firm(host, new Said(seen.text())),
                                    SHOUTS.tentative(HostAddress.of("192.0.2.26"), new Said(seen.text()))))),
                    Check.of(
                            info("test.length", LONG),
                            GREETING,
                            (host, seen) -> Outcome.judged(
                                    List.of(LONG.firm(host, new Said(seen.text()))), "the greeting ended")),
                    Check.of(
                            info("test.farewell"),
                            FAREWELL,
                            (host, seen) -> Outcome.judged(List.of(), "it said farewell")),
                    Check.of(info("test.names"), NAMES, (host, seen) -> Outcome.judged(List.of(), "it knows names"))));

    private Samples() {}

    private static CheckInfo info(String id, FindingType<?>... types) {
        return new CheckInfo(id, "a sample", Practice.MODERN_MAIL, List.of(), List.of(types));
    }

    /** A report with all four outcomes, in which the peer says one text wherever it can. */
    static Report report(String peerText) {
        List<Sighting<?>> sightings = List.of(
                new Sighting<>(
                        GREETING.id(),
                        HOST,
                        Observed.saw(new Greeting(peerText, Observed.missed(Reason.CONNECTION_CLOSED, "closed early"))),
                        List.of(lookup(peerText), transcript(peerText)),
                        NOON),
                new Sighting<>(
                        FAREWELL.id(),
                        HOST,
                        Observed.missed(Reason.TIMED_OUT, "no farewell within 30 s after " + peerText),
                        List.of(new Silence("192.0.2.25:25", "the reply to QUIT", NOON, Duration.ofSeconds(30))),
                        NOON.plusSeconds(30)));
        Report seen = report(List.of(), sightings);
        List<CheckResult> results = new ArrayList<>();
        for (CheckResult result : PLAN.judge(Observations.of(seen)).results()) {
            results.add(result.took(Duration.ofMillis(12)));
        }
        return report(results, sightings);
    }

    private static Report report(List<CheckResult> results, List<Sighting<?>> sightings) {
        return new Report(
                List.of(HOST),
                Set.of(Consent.CONNECT),
                results,
                sightings,
                List.of("the resolver does not validate DNSSEC"),
                NOON,
                Duration.ofMillis(2500));
    }

    private static DnsExchange lookup(String peerText) {
        return new DnsExchange(
                new DnsQuestion("25.2.0.192.in-addr.arpa", RecordType.PTR),
                "127.0.0.1:53",
                DnsExchange.Transport.UDP,
                "NOERROR",
                "qr rd ra",
                List.of("25.2.0.192.in-addr.arpa. 300 IN PTR " + peerText),
                2,
                1,
                NOON,
                Duration.ofMillis(3));
    }

    private static Transcript transcript(String peerText) {
        return new Transcript(
                "192.0.2.25:25",
                IpAddresses.parse("192.0.2.1"),
                NOON,
                List.of(
                        line(Transcript.Who.PEER, "220-" + peerText + "\r\n220 ready\r\n"),
                        line(Transcript.Who.WE, "EHLO probe.example\r\n"),
                        line(Transcript.Who.PEER, "554 5.7.1 go\naway\r\n"),
                        line(Transcript.Who.NOTE, "TLS was not offered")),
                17,
                "closed by the peer");
    }

    private static Transcript.Line line(Transcript.Who who, String text) {
        return new Transcript.Line(who, Duration.ofMillis(1), text);
    }
}
