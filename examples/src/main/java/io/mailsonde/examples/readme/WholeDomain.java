package io.mailsonde.examples.readme;

import io.mailsonde.Auditor;
import io.mailsonde.MailDomain;
import io.mailsonde.Plan;
import io.mailsonde.Scope;
import io.mailsonde.audit.Plans;
import io.mailsonde.reports.Reports;
import java.time.Duration;

/** Every check that applies to a mail domain and to its hosts. */
public final class WholeDomain {
    private WholeDomain() {}

    /**
     * Prints what would be done, then does it and prints the report.
     *
     * @param args none
     */
    public static void main(String[] args) {
        // region WholeDomain
        Plan<MailDomain> plan = Plans.elevenPractices();
        try (Auditor auditor = Auditor.within(Scope.dnsOnly())) {
            System.out.println(plan.describe(auditor.scope())); // before anything is sent
            auditor.run(plan, MailDomain.of("example.org"))
                    .within(Duration.ofMinutes(2))
                    .start()
                    .thenAccept(Reports.text(System.out))
                    .join();
        }
        // endregion
    }
}
