package io.mailsonde.examples.cli;

import io.mailsonde.Auditor;
import io.mailsonde.Plan;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.audit.Plans;
import io.mailsonde.checks.smtp.callout.SenderCallout;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mailsonde demo}. */
@Command(
        name = "demo",
        description =
                "Audits a small mail network that lives in this process, and prints the report; nothing leaves the machine.",
        mixinStandardHelpOptions = true,
        footer = {"", "The network has faults on purpose: the exit code is that of what was found, which is 1."})
final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Session session = new Session(console, run, report.sink(console));
        try (DemoLab lab = DemoLab.start()) {
            // to see that nobody calls back takes 90 s, which is no demo
            String slow = SenderCallout.check().info().id();
            Plan<Target> plan = Plans.mixed(check -> !check.id().equals(slow));
            Auditor.Builder auditor = lab.auditor().listener(session.listener());
            return session.run(auditor, new Work<>(plan, TargetSource.of(lab.targets())), Set.of());
        }
    }
}
