package io.mailsonde.examples.cli;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.ReportStream;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.Targets;
import io.mailsonde.audit.Plans;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mailsonde fleet FILE}. */
@Command(
        name = "fleet",
        description = "Every target of a list, one report on a line of JSON for each; progress on standard error.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A line of FILE is a mail domain, an address, or a listener (host:port or [2001:db8::1]:25); empty lines and those that",
            "begin with # are left out. A line that is none of these is reported by its number and has a report of its own.",
            "--within is the time of one target."
        })
final class FleetCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "The list, one target per line, in UTF-8.")
    private Path file = Path.of("");

    @Option(
            names = "--only",
            paramLabel = "ID,…",
            split = ",",
            hideParamSyntax = true,
            description = "Only the named checks; being skipped counts against them.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Writes to a file instead of standard output, a report as soon as it is ready. It must not be there yet, or be empty.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            paramLabel = "OUT",
            description =
                    "Goes on with a file that --out began: targets that have a report there are left out, and the others are appended.")
    private @Nullable Path resume;

    @Option(names = "--format", paramLabel = "json", description = "The form of the reports; there is json alone.")
    private String format = "json";

    @Option(names = "--brief", description = "Leaves sightings and evidence out.")
    private boolean brief;

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description = "How many targets are examined at once; 500 where left out.",
            defaultValue = "500")
    private int maxInFlight = 500;

    @Mixin
    private AuditorOptions auditor = new AuditorOptions();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private SmtpOptions smtp = new SmtpOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private WitnessOptions witness = new WitnessOptions();

    FleetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        only.forEach(Catalogue::find);
        Set<String> named = new LinkedHashSet<>(only);
        if (maxInFlight < 1) {
            throw new WrongUse("--max-in-flight is at least 1, not " + maxInFlight);
        }
        if (!format.equalsIgnoreCase("json")) {
            throw new WrongUse("--format " + Shown.text(format) + " is not for fleet, which writes json");
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new WrongUse(Shown.text(file.toString()) + " cannot be read; give a file with one target per line");
        }
        Plan<Target> plan = Plans.mixed(check -> named.isEmpty() || named.contains(check.id()), smtp.port());
        FleetProgress progress = new FleetProgress(console, run, named);
        Settings given = settings.read();
        Auditor.Builder builder = auditor.builder(given, witness, progress);
        Optional<EmbeddedWitness> started = witness.start(given);
        try {
            given.refuseLeft();
            started.ifPresent(builder::witness);
            try (FleetOutput output = FleetOutput.of(console, out, resume, brief)) {
                return run(builder, plan, output, progress);
            }
        } finally {
            started.ifPresent(EmbeddedWitness::close);
        }
    }

    private int run(Auditor.Builder builder, Plan<Target> plan, FleetOutput output, FleetProgress progress)
            throws IOException, InterruptedException {
        progress.begin(targets().count(), output.before());
        try (Auditor running = builder.build()) {
            ReportStream stream = running.stream(plan, (TargetSource<Target>) () ->
                            targets().filter(target -> !output.has(target)).iterator())
                    .maxInFlight(maxInFlight)
                    .within(run.within());
            try (FleetRun going = new FleetRun(console, stream, report -> {
                output.write(report);
                progress.done(report);
            })) {
                boolean whole = going.await();
                return progress.end(whole);
            }
        } finally {
            progress.close();
        }
    }

    /** The targets; where none but checks of listeners are wanted, an address is that of a listener. */
    private Stream<Target> targets() {
        boolean listeners = !only.isEmpty()
                && only.stream().noneMatch(id -> Catalogue.find(id).target().isAssignableFrom(HostAddress.class));
        Iterable<Target> lines = () -> Targets.fromLines(file).targets();
        return StreamSupport.stream(lines.spliterator(), false)
                .map(target -> listeners && target instanceof HostAddress host ? listener(host) : target);
    }

    private Target listener(HostAddress host) {
        return new MailHost(Optional.empty(), host.address(), smtp.port(), Optional.empty());
    }
}
