package io.mailsonde.examples.cli;

import io.mailsonde.AuditListener;
import io.mailsonde.CheckResult;
import io.mailsonde.Target;
import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.util.Locale;

/** Tells on standard error what is looked at and how each check ended. */
final class Progress implements AuditListener {
    private final Console console;

    Progress(Console console) {
        this.console = console;
    }

    @Override
    public void lookStarted(long look, String probe, Target target) {
        console.note("looking: " + probe + " of " + target.text());
    }

    @Override
    public void looked(long look, Sighting<?> sighting, Duration took) {
        String end = sighting.observed().match(seen -> "seen", (reason, detail) -> reason.name());
        console.note("looked: " + sighting.probe() + " of " + sighting.target().text() + ": " + end);
    }

    @Override
    public void judged(long run, CheckResult result) {
        String outcome = result.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        console.note("judged: " + result.check() + " of " + result.target().text() + ": " + outcome);
    }
}
