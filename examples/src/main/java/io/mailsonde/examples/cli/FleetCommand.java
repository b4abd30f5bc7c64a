package io.mailsonde.examples.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code mailsonde fleet FILE}, which comes later. */
@Command(name = "fleet", description = "Not there yet: one target per line, JSON lines out.")
final class FleetCommand implements Callable<Integer> {
    @Unmatched
    private List<String> anything = new ArrayList<>();

    @Override
    public Integer call() {
        throw new WrongUse("fleet is not there yet" + (anything.isEmpty() ? "" : " (nothing was done)")
                + "; run 'mailsonde check' for each target");
    }
}
