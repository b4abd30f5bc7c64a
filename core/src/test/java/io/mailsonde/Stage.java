package io.mailsonde;

import io.mailsonde.check.Capability;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.wire.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A probe whose looks end when the test says so, and checks that judge it: the runtime without any network. */
final class Stage {
    static final Capability<Wire> WIRE = Capability.of("WIRE", Set.of(), Observed::saw);
    static final FindingType<Word> BAD = FindingType.of("test.word/bad", Severity.HIGH, Word.class, "it said {word}");

    /** What the probe sees, and what the finding says. */
    public record Word(String word) {}

    final AtomicInteger looks = new AtomicInteger();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final Map<HostAddress, CompletableFuture<Observed<Word>>> ends = new ConcurrentHashMap<>();

    final Probe<HostAddress, Word> probe =
            Probe.of("test.word", HostAddress.class, Word.class, WIRE, (target, wire) -> look(target));

    /** Passes for every word but "bad". */
    final Check<HostAddress> check = check("test.word", probe);

    static Check<HostAddress> check(String id, Probe<HostAddress, Word> probe) {
        return Check.of(
                new CheckInfo(
                        id,
                        "a word",
                        Practice.MODERN_MAIL,
                        List.of(),
                        id.equals("test.word") ? List.of(BAD) : List.of()),
                probe,
                (target, word) -> Outcome.judged(
                        word.word().equals("bad") ? List.of(BAD.firm(target, word)) : List.of(),
                        "it said " + word.word()));
    }

    private Step<Word> look(HostAddress target) {
        looks.incrementAndGet();
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        CompletableFuture<Observed<Word>> end = end(target);
        return Step.of(end.whenComplete((seen, thrown) -> inFlight.decrementAndGet()));
    }

    CompletableFuture<Observed<Word>> end(HostAddress target) {
        return ends.computeIfAbsent(target, t -> new CompletableFuture<>());
    }

    /** Lets the look at a target end. */
    void says(String address, String word) {
        end(HostAddress.of(address)).complete(Observed.saw(new Word(word)));
    }

    static Auditor.Builder auditor() {
        return Auditor.builder(Scope.dnsOnly())
                .dnsServers(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .trustAnchors(List.of());
    }

    static TargetSource<HostAddress> addresses(String... addresses) {
        return TargetSource.of(Arrays.stream(addresses).map(HostAddress::of).toList());
    }

    static Outcome only(Report report) {
        if (report.results().size() != 1) {
            throw new AssertionError("not one result: " + report.results());
        }
        return report.results().get(0).outcome();
    }

    static Reason reason(Outcome outcome) {
        return outcome.match(
                passed -> {
                    throw new AssertionError(passed);
                },
                failed -> {
                    throw new AssertionError(failed);
                },
                Outcome.Inconclusive::reason,
                Outcome.Skipped::reason);
    }
}
