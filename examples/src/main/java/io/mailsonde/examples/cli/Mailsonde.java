package io.mailsonde.examples.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code mailsonde}. */
@Command(
        name = "mailsonde",
        description = "Checks the security of a mail infrastructure.",
        mixinStandardHelpOptions = true,
        version = "mailsonde 0.1.0-SNAPSHOT",
        footer = {
            "",
            "Exit codes:",
            "  1  a check failed, with a finding at or above --fail-on",
            "  2  else: something could not be decided, or a check named was skipped",
            "  0  else; checks that were skipped are listed",
            "  3  wrong use"
        })
public final class Mailsonde implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Mailsonde(Console console) {
        this.console = console;
    }

    /**
     * Runs the command and exits with its code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.out(), Streams.err()));
    }

    /**
     * Runs the command in this process.
     *
     * @param args the command line
     * @param out takes the report and nothing else
     * @param err takes progress and errors
     * @return the exit code: 1 a check failed, 2 something was not decided, 0 neither, 3 wrong use
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        Console console = new Console(out, err);
        Charset charset = Streams.charset();
        CommandLine line = new CommandLine(new Mailsonde(console))
                .addSubcommand(new DemoCommand(console))
                .addSubcommand(new AuditCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new FleetCommand(console))
                .addSubcommand(new ChecksCommand(console))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true, charset))
                .setErr(new PrintWriter(err, true, charset))
                .setParameterExceptionHandler((wrong, given) -> wrongUse(console, wrong))
                .setExecutionExceptionHandler((thrown, command, parsed) -> failure(console, thrown));
        try {
            return line.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            // The JVM's own exit code for these would be 1, which says that a check failed.
            e.printStackTrace(err);
            return ExitCode.UNDECIDED;
        }
    }

    private static int wrongUse(Console console, ParameterException wrong) {
        console.note(String.valueOf(wrong.getMessage()));
        UnmatchedArgumentException.printSuggestions(
                wrong, wrong.getCommandLine().getErr());
        console.note("'" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help' shows how it is used");
        return ExitCode.WRONG_USE;
    }

    /** What could not be written or was interrupted has decided nothing; a bug of ours shows its trace. */
    private static int failure(Console console, Exception thrown) {
        if (thrown instanceof WrongUse wrong) {
            console.note(String.valueOf(wrong.getMessage()));
            return ExitCode.WRONG_USE;
        }
        if (thrown instanceof IOException unwritten) {
            console.note("the report cannot be written: " + Unwritten.why(unwritten));
        } else if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            console.note("interrupted");
        } else {
            thrown.printStackTrace(console.err());
        }
        return ExitCode.UNDECIDED;
    }

    @Override
    public Integer call() {
        console.note("a command is missing");
        spec.commandLine().usage(console.err());
        return ExitCode.WRONG_USE;
    }
}
