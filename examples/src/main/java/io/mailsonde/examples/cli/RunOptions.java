package io.mailsonde.examples.cli;

import io.mailsonde.Severity;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that say how long a run may take and what makes it a failure. */
final class RunOptions {
    @Option(
            names = "--within",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long it may take, such as 30s or 2m; ${DEFAULT-VALUE} where left out.",
            defaultValue = "5m")
    private Duration within = Duration.ofMinutes(5);

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "The least severity that makes exit code 1: low (the default), medium, high or critical.")
    private Severity failOn = Severity.LOW;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tells on standard error what is looked at.")
    private boolean verbose;

    Duration within() {
        return within;
    }

    Severity failOn() {
        return failOn;
    }

    boolean verbose() {
        return verbose;
    }
}
