package io.mailsonde.examples.cli;

import io.mailsonde.AuditListener;
import io.mailsonde.Auditor;
import io.mailsonde.Report;
import io.mailsonde.Run;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Runs what a command prepared, and hands on its report. */
final class Session {
    private final Console console;
    private final RunOptions options;
    private final ReportSink sink;

    Session(Console console, RunOptions options, ReportSink sink) {
        this.console = console;
        this.options = options;
        this.sink = sink;
    }

    /** Who is to be told of progress. */
    AuditListener listener() {
        return options.verbose() ? new Progress(console) : new AuditListener() {};
    }

    /**
     * Runs it to its end with a witness of the command's own, if one is wanted.
     *
     * @param options what may be touched
     * @param settings settings of checks, of which nothing may be left
     * @param witness where it listens
     * @param work what to do
     * @param named the checks that were asked for by name
     * @return the exit code
     * @throws IOException if the report cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    int run(AuditorOptions options, Settings settings, WitnessOptions witness, Work<?> work, Set<String> named)
            throws IOException, InterruptedException {
        Auditor.Builder builder = options.builder(settings, witness, listener());
        Optional<EmbeddedWitness> started = witness.start(settings);
        try {
            settings.refuseLeft();
            started.ifPresent(builder::witness);
            return run(builder, work, named);
        } finally {
            started.ifPresent(EmbeddedWitness::close);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param builder makes the auditor
     * @param work what to do
     * @param named the checks that were asked for by name
     * @return the exit code
     * @throws IOException if the report cannot be written
     * @throws InterruptedException if this thread is interrupted
     */
    int run(Auditor.Builder builder, Work<?> work, Set<String> named) throws IOException, InterruptedException {
        try (Auditor auditor = builder.build()) {
            Run run = work.on(auditor).within(options.within());
            try (Interruption interruption = new Interruption(run, console)) {
                Report report = interruption.report();
                sink.accept(report);
                return ExitCode.of(report, options.failOn(), named);
            }
        }
    }
}
