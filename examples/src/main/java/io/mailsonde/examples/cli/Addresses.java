package io.mailsonde.examples.cli;

import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses with a port, as they stand on the command line. */
final class Addresses {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)]|([^:]+))(?::([0-9]{1,5}))?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65535;

    private Addresses() {}

    /**
     * An address literal, with or without a port.
     *
     * @param option where it stands
     * @param text such as {@code 192.0.2.53:53} or {@code [2001:db8::53]:53}
     * @param usual the port where it is left out
     * @return the address
     * @throws WrongUse if it is something else
     */
    static InetSocketAddress parse(String option, String text, int usual) {
        Matcher form = FORM.matcher(text);
        boolean bare = IpAddresses.isLiteral(text);
        String host = bare ? text : !form.matches() ? "" : form.group(1) != null ? form.group(1) : form.group(2);
        int port = bare || host.isEmpty() || form.group(3) == null ? usual : Integer.parseInt(form.group(3));
        if (!IpAddresses.isLiteral(host) || port < 1 || port > MAX_PORT) {
            throw new WrongUse(option + " takes an address and a port, such as 192.0.2.53:" + usual
                    + " or [2001:db8::53]:" + usual + ", not " + Shown.text(text));
        }
        return new InetSocketAddress(IpAddresses.parse(host), port);
    }

    /** A port. */
    static int port(String option, String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new WrongUse(option + " takes ports between 1 and " + MAX_PORT + ", not " + Shown.text(text));
        }
        return port;
    }
}
