package io.mailsonde.examples.cli;

import io.mailsonde.HostAddress;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mailsonde check CHECK-ID TARGET}. */
@Command(
        name = "check",
        description = "One check on one target.",
        mixinStandardHelpOptions = true,
        footer = {"", "A host name that has several addresses gives one result for each address."})
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "CHECK-ID",
            description = "Such as dns.fcrdns; 'mailsonde checks' lists them.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description =
                    "An address or a host name, with :PORT where the check is of a listener; a mail domain for checks of domains.")
    private String target = "";

    @Mixin
    private AuditorOptions auditor = new AuditorOptions();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SmtpOptions smtp = new SmtpOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private WitnessOptions witness = new WitnessOptions();

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Work<?> work = work(Catalogue.find(id), TargetText.of(target), settings.read());
        Session session = new Session(console, run, report.sink(console));
        return session.run(auditor, settings, witness, work, Set.of(id));
    }

    @SuppressWarnings("unchecked") // a check of a class of targets is a check of that class
    private Work<?> work(Check<?> check, TargetText target, Settings settings) {
        if (check.target() == HostAddress.class) {
            return Work.ofAddresses((Check<HostAddress>) check, target, role(settings));
        }
        if (check.target() == MailHost.class) {
            return HostWork.of((Check<MailHost>) check, target, smtp.port(), settings.take(Settings.SERVED_DOMAIN));
        }
        if (check.target() == MailDomain.class) {
            return Work.ofDomain(Plan.of((Check<MailDomain>) check), target);
        }
        throw new WrongUse(check.info().id() + " cannot be run from the command line yet; use it from Java");
    }

    private static HostAddress.Role role(Settings settings) {
        String word = settings.take(Settings.FCRDNS_ROLE).orElse(HostAddress.Role.SENDING.name());
        List<HostAddress.Role> roles = Arrays.asList(HostAddress.Role.values());
        return roles.stream()
                .filter(role -> role.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new WrongUse(
                        "--set " + Settings.FCRDNS_ROLE + " is sending or inbound, not " + Shown.text(word)));
    }
}
