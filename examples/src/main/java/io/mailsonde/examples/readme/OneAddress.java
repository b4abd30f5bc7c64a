package io.mailsonde.examples.readme;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;

/** One check on one address. */
public final class OneAddress {
    private OneAddress() {}

    /**
     * Prints what the system's resolver shows of an address.
     *
     * @param args none
     * @throws InterruptedException if it is interrupted while it waits
     */
    public static void main(String[] args) throws InterruptedException {
        // region OneAddress
        HostAddress host = HostAddress.of("192.0.2.25");
        try (Auditor auditor = Auditor.within(Scope.dnsOnly())) {
            Report report = auditor.run(Fcrdns.check(), host).await();

            System.out.println(report.verdict()); // PASSED, FAILED or UNDECIDED
            report.findings().forEach(finding -> System.out.println(finding.message() + "\n  " + finding.remedy()));
        }
        // endregion
    }
}
