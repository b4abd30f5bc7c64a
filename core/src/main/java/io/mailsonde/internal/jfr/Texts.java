package io.mailsonde.internal.jfr;

import io.mailsonde.dns.DnsNames;
import java.util.Locale;

/** Texts of events: short and printable, whatever a peer put into them. */
final class Texts {
    static final int MAX_TEXT = 256;

    private Texts() {}

    static String foreign(String text) {
        return DnsNames.printable(text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text);
    }

    /** The name of a constant as in the documents: in lower case. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
