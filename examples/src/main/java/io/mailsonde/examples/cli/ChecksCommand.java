package io.mailsonde.examples.cli;

import io.mailsonde.Consent;
import io.mailsonde.HostAddress;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code mailsonde checks}. */
@Command(
        name = "checks",
        description = "Lists the checks: id, practice, target, and the consent without which they are skipped.",
        mixinStandardHelpOptions = true)
final class ChecksCommand implements Callable<Integer> {
    private final Console console;

    ChecksCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHECK", "PRACTICE", "TARGET", "CONSENT"));
        Catalogue.all().forEach(check -> rows.add(row(check)));
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(padded(row.get(column), width(rows, column)));
            }
            console.out().println(line.toString().stripTrailing());
        }
        return ExitCode.GOOD;
    }

    private static List<String> row(Check<?> check) {
        return List.of(
                check.info().id(),
                check.info().practice().number() + " " + check.info().practice().title(),
                target(check),
                Consent.text(check.consents()));
    }

    private static String target(Check<?> check) {
        if (check.target() == HostAddress.class) {
            return "address or host name";
        }
        if (check.target() == MailHost.class) {
            return "listener (host:port)";
        }
        return check.target() == MailDomain.class
                ? "mail domain"
                : check.target().getSimpleName();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0) + 2;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
