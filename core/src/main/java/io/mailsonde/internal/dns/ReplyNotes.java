package io.mailsonde.internal.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;

/** What a reply says beside its records, in words: header flags and extended errors (RFC 8914). */
final class ReplyNotes {
    /** Longer texts of a server are cut. */
    private static final int MOST_TEXT = 200;

    private static final int MOST_ERRORS = 4;

    private ReplyNotes() {}

    /** The header's flags as dig writes them, and the extended errors. */
    static String flags(Message message) {
        List<String> notes = new ArrayList<>();
        notes.add(message.getHeader().printFlags().trim());
        notes.addAll(extendedErrors(message));
        return String.join("; ", notes);
    }

    /** Each extended error as {@code EDE 22 (no reachable authority: at delegation example.com)}. */
    static List<String> extendedErrors(Message message) {
        OPTRecord opt = message.getOPT();
        List<String> errors = new ArrayList<>();
        if (opt == null) {
            return errors;
        }
        for (EDNSOption option : opt.getOptions()) {
            if (option instanceof ExtendedErrorCodeOption error && errors.size() < MOST_ERRORS) {
                String text = error.getText() == null ? "" : error.getText();
                String cut = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "..." : text;
                errors.add("EDE " + error.getErrorCode() + " (" + words(error.getErrorCode())
                        + (cut.isBlank() ? "" : ": " + cut) + ")");
            }
        }
        return errors;
    }

    private static String words(int code) {
        return ExtendedErrorCodeOption.text(code).replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
