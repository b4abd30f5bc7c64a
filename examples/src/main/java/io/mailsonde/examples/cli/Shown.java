package io.mailsonde.examples.cli;

import io.mailsonde.dns.DnsNames;

/** Words of the command line in messages: escaped and cut short, since a script may have put anything there. */
final class Shown {
    private static final int MAX_LENGTH = 80;

    private Shown() {}

    static String text(String foreign) {
        String whole = foreign.length() > MAX_LENGTH ? foreign.substring(0, MAX_LENGTH) + "…" : foreign;
        return "'" + DnsNames.printable(whole) + "'";
    }
}
