package io.mailsonde.internal.jfr;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import java.util.Locale;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A check on a target, from its first view until it is judged. */
@Name("io.mailsonde.Check")
@Label("Check")
@Category("Mailsonde")
@Description("A check on a target, from its first view until it is judged")
@StackTrace(false)
final class CheckEvent extends Event implements Flight<CheckResult> {
    @Label("Run")
    @Description("The run's number, of those of its auditor")
    private final long run;

    @Label("Check")
    private String check = "";

    @Label("Target")
    private String target = "";

    @Label("Outcome")
    @Description("passed, failed, inconclusive or skipped")
    private String outcome = "";

    @Label("Reason")
    @Description("Why it is inconclusive or skipped; else empty")
    private String reason = "";

    @Label("Detail")
    @Description("What shows that it passed, or what is missing, shortened; empty if it failed")
    private String detail = "";

    @Label("Findings")
    private int findings;

    private CheckEvent(long run) {
        this.run = run;
    }

    static Flight<CheckResult> beginning(long run) {
        CheckEvent event = new CheckEvent(run);
        if (!event.isEnabled()) {
            return Flights.unrecorded();
        }
        event.begin();
        return event;
    }

    @Override
    public void end(CheckResult result) {
        end();
        if (shouldCommit()) {
            check = result.check();
            target = Texts.foreign(result.target().text());
            Outcome how = result.outcome();
            outcome = how.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            reason = how.match(
                    passed -> "",
                    failed -> "",
                    inconclusive -> Texts.word(inconclusive.reason()),
                    skipped -> Texts.word(skipped.reason()));
            detail = Texts.foreign(how.match(
                    Outcome.Passed::basis, failed -> "", Outcome.Inconclusive::detail, Outcome.Skipped::detail));
            findings = how.findings().size();
            commit();
        }
    }

    @Override
    public String toString() {
        return "check " + check + " of " + target + " in run " + run + ": " + outcome + " " + reason + " " + detail
                + " (" + findings + " findings)";
    }
}
