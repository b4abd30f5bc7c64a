package io.mailsonde.smtp;

import java.util.Locale;
import java.util.Set;

/** What a command does, by its verb. */
final class Verbs {
    private static final Set<String> HARMLESS = Set.of("EHLO", "HELO", "NOOP", "RSET", "HELP", "XCLIENT", "QUIT");

    private Verbs() {}

    /** Whether a command names nobody, sends nothing and is one line. */
    static boolean harmless(String line) {
        int end = line.indexOf(' ');
        return oneLine(line) && HARMLESS.contains((end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT));
    }

    static boolean oneLine(String line) {
        return line.chars().noneMatch(each -> each == '\r' || each == '\n' || each == 0);
    }

    /** The same text, or an exception if it would end the line. */
    static String checked(String line) {
        if (!oneLine(line)) {
            throw new IllegalArgumentException("a command is one line without NUL");
        }
        return line;
    }
}
