package io.mailsonde.examples.cli;

import io.mailsonde.dns.DnsNames;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out the report and nothing else
 * @param err progress, notes and errors
 */
record Console(PrintStream out, PrintStream err) {
    /** Says something that is not part of the report, on one line; what a script or a peer put into it is escaped. */
    void note(String text) {
        err.println("mailsonde: " + DnsNames.printable(text));
    }
}
