package io.mailsonde.dns;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms in which this library keeps, compares and prints names. */
public final class DnsNames {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    /** Characters that IDNA 2003, which the JDK implements, maps away and IDNA 2008 (RFC 5891) keeps: another domain would be asked. */
    private static final Pattern DEVIATING = Pattern.compile("[\u00DF\u03C2\u200C\u200D]");

    /** RFC 1123, section 2.1: the last label is never a number, so that no name reads like an address. */
    private static final Pattern NUMERIC_END = Pattern.compile("(^|\\.)[0-9]+$");

    private static final int MAX_NAME = 253;

    private DnsNames() {}

    /**
     * Brings a name into the form in which names are compared: ASCII lower case (RFC 4343), no final dot, the root as {@code "."}.
     *
     * @param name a name in presentation form (RFC 1035, section 5.1), escapes kept as they are
     * @return the same name in canonical form
     * @throws IllegalArgumentException if the name is empty
     */
    public static String canonical(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a DNS name is not empty; the root is \".\"");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int end = lower.length() - 1;
        return end > 0 && lower.charAt(end) == '.' && !isEscaped(lower, end) ? lower.substring(0, end) : lower;
    }

    /** Whether an odd number of backslashes stands before the character: an even number are escaped themselves. */
    private static boolean isEscaped(String name, int index) {
        int before = index;
        while (before > 0 && name.charAt(before - 1) == '\\') {
            before--;
        }
        return (index - before) % 2 == 1;
    }

    /**
     * Brings the name of a host or mail domain into A-labels.
     *
     * @param name in A-labels or U-labels, with or without a final dot
     * @return the name in A-labels, lower case, without the final dot
     * @throws IllegalArgumentException if it is not a host name (RFC 1123, section 2.1); the message says what is wrong with it
     */
    public static String hostname(String name) {
        String shown = printable(name);
        if (name.isEmpty() || name.equals(".")) {
            throw new IllegalArgumentException("a host name is not empty");
        }
        if (DEVIATING.matcher(name).find()) {
            throw new IllegalArgumentException(
                    shown + ": IDNA 2003 and 2008 disagree on this name; give its A-labels (xn--…)");
        }
        String ascii;
        try {
            ascii = canonical(IDN.toASCII(name, IDN.ALLOW_UNASSIGNED));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    shown + " is not a host name: " + printable(String.valueOf(e.getMessage())), e);
        }
        if (ascii.length() > MAX_NAME) {
            throw new IllegalArgumentException(shown + ": a host name has at most " + MAX_NAME + " characters");
        }
        for (String label : ascii.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException(shown + " is not a host name: "
                        + (label.isEmpty()
                                ? "a label is empty"
                                : "the label \"" + printable(label)
                                        + "\" is not made of letters, digits and inner hyphens, or is longer than 63"));
            }
        }
        if (NUMERIC_END.matcher(ascii).find()) {
            throw new IllegalArgumentException(shown
                    + (IpAddresses.isLiteral(ascii)
                            ? " is an address, not a host name"
                            : " is not a host name: its last label is a number"));
        }
        return ascii;
    }

    /**
     * Whether a name has the form of a host name (RFC 952, RFC 1123, section 2.1). Nothing is said about whether it exists.
     *
     * @param name in canonical form
     * @return true for labels of letters, digits and inner hyphens, 253 characters at most, and not an address
     */
    public static boolean isHostname(String name) {
        if (name.length() > MAX_NAME || NUMERIC_END.matcher(name).find()) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The name as a person reads it: U-labels where they lead back to the same A-labels, else the A-labels.
     *
     * @param name in A-labels
     * @return the name to show
     */
    public static String shown(String name) {
        if (!name.contains("xn--")) {
            return name;
        }
        String unicode = IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED);
        boolean faithful = printable(unicode).equals(unicode) && name.equals(asciiOrEmpty(unicode));
        return faithful ? unicode : name;
    }

    private static String asciiOrEmpty(String unicode) {
        try {
            return IDN.toASCII(unicode, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /**
     * Whether a name is another or lies below it.
     *
     * @param name in canonical form
     * @param ancestor in canonical form
     * @return true if they are equal or {@code name} ends in {@code "." + ancestor}; every name lies below the root
     */
    public static boolean isAtOrBelow(String name, String ancestor) {
        return ancestor.equals(".") || name.equals(ancestor) || name.endsWith("." + ancestor);
    }

    /**
     * Makes foreign text safe to show on one line: control characters, line and direction marks become {@code \}{@code xNN} or {@code \}{@code uNNNN}.
     *
     * @param text any text
     * @return the text without characters that move a cursor, break a line or turn the direction of reading
     */
    public static String printable(String text) {
        StringBuilder out = null;
        int length;
        for (int i = 0; i < text.length(); i += length) {
            int c = text.codePointAt(i);
            length = Character.charCount(c);
            boolean bad = unprintable(c);
            if (bad && out == null) {
                out = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (out != null && bad) {
                text.substring(i, i + length)
                        .chars()
                        .mapToObj(unit -> String.format(unit < 256 ? "\\x%02X" : "\\u%04X", unit))
                        .forEach(out::append);
            } else if (out != null) {
                out.appendCodePoint(c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean unprintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
