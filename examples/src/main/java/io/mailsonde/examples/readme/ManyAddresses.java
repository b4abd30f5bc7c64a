package io.mailsonde.examples.readme;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import java.util.stream.IntStream;

/** Many targets in one run: they are drawn as there is room for them. */
public final class ManyAddresses {
    private ManyAddresses() {}

    /**
     * Prints what is wrong in a network.
     *
     * @param args none
     * @throws InterruptedException if it is interrupted while it waits
     */
    public static void main(String[] args) throws InterruptedException {
        // region ManyAddresses
        TargetSource<HostAddress> network = () -> IntStream.rangeClosed(1, 254)
                .mapToObj(i -> HostAddress.of("192.0.2." + i))
                .iterator();
        try (Auditor auditor = Auditor.builder(Scope.dnsOnly()).maxInFlight(50).build()) {
            Report report = auditor.run(Fcrdns.check(), network).await();

            System.out.println(
                    report.results().size() + " results, " + report.undecided().size() + " of them undecided");
            report.findings().forEach(finding -> System.out.println(finding.message()));
        }
        // endregion
    }
}
