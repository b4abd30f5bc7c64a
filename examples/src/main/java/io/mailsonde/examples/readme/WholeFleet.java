package io.mailsonde.examples.readme;

import io.mailsonde.Auditor;
import io.mailsonde.Plan;
import io.mailsonde.Scope;
import io.mailsonde.Target;
import io.mailsonde.Targets;
import io.mailsonde.audit.Plans;
import io.mailsonde.reports.Reports;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A list of any length: targets are drawn as there is room, and each has a report as soon as it is ready. */
public final class WholeFleet {
    private WholeFleet() {}

    /**
     * Prints a line of JSON for each target of a list.
     *
     * @param args the file with the list
     */
    public static void main(String[] args) {
        // region WholeFleet
        Path list = Path.of(args[0]); // example.org, 192.0.2.25, mx1.example.org:25 …
        Plan<Target> plan = Plans.mixed(check -> true);
        try (Auditor auditor = Auditor.within(Scope.dnsOnly())) {
            CompletableFuture<Long> count = auditor.stream(plan, Targets.fromLines(list))
                    .maxInFlight(50)
                    .forEach(Reports.jsonLines(System.out));

            System.err.println(count.join() + " targets");
        }
        // endregion
    }
}
