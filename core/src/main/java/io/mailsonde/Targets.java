package io.mailsonde;

import io.mailsonde.dns.IpAddresses;
import io.mailsonde.internal.TargetLines;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Targets as people write them. */
public final class Targets {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private Targets() {}

    /**
     * Reads a target. Its form says what it is: {@code example.org} is a {@link MailDomain}, {@code 192.0.2.1} or {@code 2001:db8::1} a
     * {@link HostAddress} that sends mail, {@code 192.0.2.1:25} or {@code [2001:db8::1]:25} a {@link MailHost}, and {@code mx1.example.org:25} a
     * {@link MailHostName}.
     *
     * @param text without blanks around it
     * @return the target
     * @throws IllegalArgumentException if it is none of these; the message says what is wrong, and repeats the text nowhere
     */
    public static Target parse(String text) {
        if (IpAddresses.isLiteral(text)) {
            return HostAddress.of(text);
        }
        if (text.contains("://")) {
            throw new IllegalArgumentException("a URL is not a target yet");
        }
        if (text.indexOf('/') >= 0) {
            throw new IllegalArgumentException("networks, client identities and paths are not targets of a list");
        }
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("a mail address is not a target; give the domain behind the @");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return MailDomain.of(text);
        }
        return listener(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    private static Target listener(String host, int port) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return MailHost.of(host.substring(1, host.length() - 1), port);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address with a port stands in brackets: [2001:db8::1]:25");
        }
        return IpAddresses.isLiteral(host) ? MailHost.of(host, port) : new MailHostName(host, port);
    }

    private static int port(String text) {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("what follows the colon is no port (1 to 65535)");
        }
        return port;
    }

    /**
     * The targets of a text file in UTF-8, one on a line in a form of {@link #parse}. Empty lines and those that begin with {@code #} are left out;
     * a line that is no target, is longer than 1,000 bytes or is not UTF-8 becomes a {@link MalformedTarget}. The file is read as targets are drawn.
     *
     * @param file the file
     * @return the source; it throws {@link java.io.UncheckedIOException} if the file cannot be read
     */
    public static TargetSource<Target> fromLines(Path file) {
        return () -> TargetLines.of(file);
    }
}
