package io.mailsonde.witness.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The argument of MAIL and RCPT (RFC 5321, section 4.1.2).
 *
 * @param address what stands between the angle brackets
 * @param parameters what follows, upper case
 */
record Path(String address, List<String> parameters) {
    /** Reads {@code FROM:<...> SIZE=1}; empty where there is no such thing. A space after the colon is forgiven, for many send it. */
    static Optional<Path> of(String keyword, String argument) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        String rest = argument.substring(keyword.length()).strip();
        int end = end(rest);
        if (end < 0) {
            return Optional.empty();
        }
        String after = rest.substring(end + 1);
        if (!after.isEmpty() && !after.startsWith(" ")) {
            return Optional.empty();
        }
        return Optional.of(new Path(rest.substring(1, end), words(after)));
    }

    /** Where the bracket closes: one inside quotes or after a backslash does not. */
    private static int end(String text) {
        if (!text.startsWith("<")) {
            return -1;
        }
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                words.add(text.substring(at, end).toUpperCase(Locale.ROOT));
            }
            at = end + 1;
        }
        return words;
    }
}
