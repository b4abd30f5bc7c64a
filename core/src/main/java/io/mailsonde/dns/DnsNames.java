package io.mailsonde.dns;

import java.util.Locale;

/** The form in which this library keeps, compares and prints DNS names. */
public final class DnsNames {
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
        boolean finalDot = lower.length() > 1 && lower.endsWith(".") && !lower.endsWith("\\.");
        return finalDot ? lower.substring(0, lower.length() - 1) : lower;
    }
}
