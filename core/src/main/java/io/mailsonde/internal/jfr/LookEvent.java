package io.mailsonde.internal.jfr;

import io.mailsonde.check.Observed;
import io.mailsonde.check.Sighting;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A look of a probe at a target. */
@Name("io.mailsonde.Look")
@Label("Look")
@Category("Mailsonde")
@Description("A look of a probe at a target, for one run or for several")
@StackTrace(false)
final class LookEvent extends Event implements Flight<Sighting<?>> {
    @Label("Look")
    @Description("The look's number, of those of its auditor")
    private final long look;

    @Label("Probe")
    private final String probe;

    @Label("Target")
    private String target = "";

    @Label("Outcome")
    @Description("seen or missed")
    private String outcome = "seen";

    @Label("Reason")
    @Description("Why there is nothing to see; empty if something was seen")
    private String reason = "";

    @Label("Detail")
    @Description("What was missed, shortened; empty if something was seen")
    private String detail = "";

    @Label("Evidence")
    @Description("How many exchanges were kept as evidence")
    private int evidence;

    private LookEvent(long look, String probe) {
        this.look = look;
        this.probe = probe;
    }

    static Flight<Sighting<?>> beginning(long number, String probe) {
        LookEvent event = new LookEvent(number, probe);
        if (!event.isEnabled()) {
            return Flights.unrecorded();
        }
        event.begin();
        return event;
    }

    @Override
    public void end(Sighting<?> sighting) {
        end();
        if (shouldCommit()) {
            target = Texts.foreign(sighting.target().text());
            if (sighting.observed() instanceof Observed.Missed<?> missed) {
                outcome = "missed";
                reason = Texts.word(missed.reason());
                detail = Texts.foreign(missed.detail());
            }
            evidence = sighting.evidence().size();
            commit();
        }
    }

    @Override
    public String toString() {
        return "look " + look + ": " + probe + " of " + target + ": " + outcome + " " + reason + " " + detail + " ("
                + evidence + " pieces of evidence)";
    }
}
