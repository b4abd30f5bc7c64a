package io.mailsonde.testkit.smtp;

import java.util.Locale;

/**
 * A command that the server has received.
 *
 * @param line its octets as a text of ISO 8859-1, line end included; of a line of more than 8192 octets the first 8192
 * @param secure whether it came inside TLS
 */
public record Command(String line, boolean secure) {
    /**
     * The command without its line end.
     *
     * @return the text
     */
    public String text() {
        return line.endsWith("\r\n")
                ? line.substring(0, line.length() - 2)
                : line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    /**
     * The first word.
     *
     * @return the verb in upper case, such as {@code "RCPT"}; empty for an empty line
     */
    public String verb() {
        String text = text();
        int space = text.indexOf(' ');
        return (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    /**
     * What comes after the first word.
     *
     * @return the rest without surrounding blanks; empty if there is none
     */
    public String argument() {
        String text = text();
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space).strip();
    }

    boolean startsWith(String prefix) {
        return line.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
