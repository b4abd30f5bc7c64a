package io.mailsonde.internal.jfr;

import io.mailsonde.Outcome;
import io.mailsonde.Report;
import java.util.function.Predicate;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A run, from its start until its report is whole. */
@Name("io.mailsonde.Run")
@Label("Run")
@Category("Mailsonde")
@Description("A run of checks, from its start until its report is whole")
@StackTrace(false)
final class RunEvent extends Event implements Flight<Report> {
    @Label("Run")
    @Description("The run's number, of those of its auditor")
    private final long run;

    @Label("First Target")
    private String target = "";

    @Label("Targets")
    private int targets;

    @Label("Verdict")
    private String verdict = "";

    @Label("Checks Passed")
    private long passed;

    @Label("Checks Failed")
    private long failed;

    @Label("Checks Inconclusive")
    private long inconclusive;

    @Label("Checks Skipped")
    private long skipped;

    @Label("Looks")
    private int looks;

    private RunEvent(long run) {
        this.run = run;
    }

    static Flight<Report> beginning(long number) {
        RunEvent event = new RunEvent(number);
        if (!event.isEnabled()) {
            return Flights.unrecorded();
        }
        event.begin();
        return event;
    }

    @Override
    public void end(Report report) {
        end();
        if (shouldCommit()) {
            target = report.roots().isEmpty()
                    ? ""
                    : Texts.foreign(report.roots().get(0).text());
            targets = report.roots().size();
            verdict = Texts.word(report.verdict());
            passed = count(report, Outcome.Passed.class::isInstance);
            failed = count(report, Outcome.Failed.class::isInstance);
            inconclusive = count(report, Outcome.Inconclusive.class::isInstance);
            skipped = count(report, Outcome.Skipped.class::isInstance);
            looks = report.sightings().size();
            commit();
        }
    }

    private static long count(Report report, Predicate<Outcome> kind) {
        return report.results().stream()
                .filter(result -> kind.test(result.outcome()))
                .count();
    }

    @Override
    public String toString() {
        return "run " + run + " of " + targets + " targets from " + target + ": " + verdict + " (" + passed
                + " passed, " + failed + " failed, " + inconclusive + " inconclusive, " + skipped + " skipped; " + looks
                + " looks)";
    }
}
