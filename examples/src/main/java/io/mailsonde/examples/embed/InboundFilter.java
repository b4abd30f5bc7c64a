package io.mailsonde.examples.embed;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Finding;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Severity;
import io.mailsonde.check.Check;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.dns.DnsNames;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * A filter for a server that takes mail in: judges the address of each client by its forward and reverse DNS. No method blocks; a server calls
 * {@link #judge} when a client connects and greets it when the advice is there.
 *
 * <p>Safe for use by several threads. The auditor stays the caller's.
 */
public final class InboundFilter {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final Check<HostAddress> check = Fcrdns.check();
    private final Auditor auditor;
    private final Semaphore room;

    /**
     * A filter.
     *
     * @param auditor looks; {@code Scope.dnsOnly()} is scope enough
     * @param maxUnderWay how many clients are judged at once; whoever comes above that is let through unjudged, so that a flood of clients costs a
     *     known amount
     */
    public InboundFilter(Auditor auditor, int maxUnderWay) {
        this.auditor = auditor;
        this.room = new Semaphore(maxUnderWay);
    }

    /**
     * Judges a client. Returns at once.
     *
     * @param client the address that it connects from
     * @return the advice, within about 5 s whatever the DNS does; never completes exceptionally while the auditor is open
     */
    public CompletionStage<Advice> judge(InetAddress client) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(new Advice(Advice.Kind.UNKNOWN, "too many clients at once"));
        }
        return auditor.run(check, new HostAddress(client, HostAddress.Role.SENDING))
                .within(PATIENCE)
                .reusing(MEMORY)
                .start()
                .whenComplete((report, thrown) -> room.release())
                .thenApply(InboundFilter::advice);
    }

    private static Advice advice(Report report) {
        CheckResult result = report.results().get(0);
        return result.outcome()
                .match(
                        passed -> new Advice(Advice.Kind.ACCEPT, DnsNames.printable(passed.basis())),
                        InboundFilter::failed,
                        inconclusive -> unknown(inconclusive.reason() + ": " + inconclusive.detail()),
                        skipped -> unknown(skipped.reason() + ": " + skipped.detail()));
    }

    /** A name that looks like a customer's line is no reason to refuse; a client without a name of its own is. */
    private static Advice failed(Outcome.Failed failed) {
        return failed.findings().stream()
                .filter(finding -> finding.fails() && finding.severity().compareTo(Severity.HIGH) >= 0)
                .findFirst()
                .map(finding -> new Advice(Advice.Kind.REFUSE, finding.message()))
                .orElseGet(() -> new Advice(
                        Advice.Kind.ACCEPT,
                        failed.findings().stream()
                                .findFirst()
                                .map(Finding::message)
                                .orElse("nothing grave")));
    }

    private static Advice unknown(String why) {
        return new Advice(Advice.Kind.UNKNOWN, DnsNames.printable(why));
    }
}
