package io.mailsonde.examples.cli;

import io.mailsonde.MailDomain;
import io.mailsonde.Plan;
import io.mailsonde.Practice;
import io.mailsonde.audit.Plans;
import io.mailsonde.check.CheckInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailsonde audit DOMAIN}. */
@Command(
        name = "audit",
        description = "All applicable checks of a mail domain and of its mail hosts.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
    private final Console console;

    /** The plans that {@code --plan} names. */
    enum Which {
        ELEVEN,
        MODERN,
        EVERYTHING
    }

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "A mail domain, such as example.org.")
    private String domain = "";

    @Option(
            names = "--plan",
            paramLabel = "eleven|modern|everything",
            description = "Which checks: the eleven practices, modern mail, or everything (the default).")
    private Which which = Which.EVERYTHING;

    @Option(
            names = "--only",
            paramLabel = "ID,…",
            split = ",",
            hideParamSyntax = true,
            description = "Of these only the named checks; being skipped counts against them.")
    private List<String> only = new ArrayList<>();

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

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        only.forEach(Catalogue::find);
        Set<String> named = new LinkedHashSet<>(only);
        Work<MailDomain> work = Work.ofDomain(plan(named), TargetText.of(domain));
        Session session = new Session(console, run, report.sink(console));
        return session.run(auditor, settings.read(), witness, work, named);
    }

    private Plan<MailDomain> plan(Set<String> named) {
        Predicate<CheckInfo> inPlan = switch (which) {
            case ELEVEN -> check -> check.practice() != Practice.MODERN_MAIL;
            case MODERN -> check -> check.practice() == Practice.MODERN_MAIL;
            case EVERYTHING -> check -> true;
        };
        Plan<MailDomain> plan = Plans.forDomain(
                check -> inPlan.test(check) && (named.isEmpty() || named.contains(check.id())), smtp.port());
        Set<String> missing = new LinkedHashSet<>(named);
        plan.allChecks().forEach(check -> missing.remove(check.info().id()));
        String name = "the plan " + which.name().toLowerCase(Locale.ROOT);
        if (!missing.isEmpty()) {
            throw new WrongUse("--only names " + String.join(", ", missing) + ", which is not in " + name);
        }
        if (plan.allChecks().isEmpty()) {
            throw new WrongUse(name + " has no checks yet; take another");
        }
        return plan;
    }
}
