package io.mailsonde.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code mailsonde}. */
@Command(
        name = "mailsonde",
        description = "Checks the security of a mail infrastructure.",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT")
public final class Mailsonde implements Runnable {

    private Mailsonde() {}

    /**
     * Runs the command and exits with its code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Mailsonde()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
