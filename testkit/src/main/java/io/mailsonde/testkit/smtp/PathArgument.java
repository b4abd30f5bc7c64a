package io.mailsonde.testkit.smtp;

import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What follows MAIL and RCPT, read as leniently as Postfix does: blanks after the colon and missing angle brackets are allowed.
 *
 * @param path the path without angle brackets
 * @param parameters what follows it
 */
record PathArgument(String path, String parameters) {
    private static final Pattern LITERAL = Pattern.compile("\\[(\\d{1,3}(\\.\\d{1,3}){3}|ipv6:[0-9a-f:.]+)]");
    private static final Pattern DOMAIN = Pattern.compile("[^\\s\\[\\]()<>,;:\\\\\"]*");

    static @Nullable PathArgument of(String word, String argument) {
        if (!argument.regionMatches(true, 0, word, 0, word.length())) {
            return null;
        }
        String rest = argument.substring(word.length()).strip();
        if (!rest.startsWith("<")) {
            int space = rest.indexOf(' ');
            int end = space < 0 ? rest.length() : space;
            return end == 0
                    ? null
                    : new PathArgument(
                            rest.substring(0, end), rest.substring(end).strip());
        }
        int end = closing(rest);
        return end < 0
                ? null
                : new PathArgument(
                        rest.substring(1, end).strip(), rest.substring(end + 1).strip());
    }

    private static int closing(String rest) {
        boolean quoted = false;
        for (int i = 1; i < rest.length(); i++) {
            char c = rest.charAt(i);
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

    /** The value of an attribute such as {@code ADDR=IPV6:2001:db8::1}, without the tag; empty if there is none that can be used. */
    static String attribute(String name, String argument) {
        return words(argument)
                .filter(word -> word.regionMatches(true, 0, name + "=", 0, name.length() + 1))
                .map(word -> word.substring(name.length() + 1))
                .filter(value -> !value.startsWith("["))
                .map(value -> value.regionMatches(true, 0, "IPV6:", 0, 5) ? value.substring(5) : value)
                .findFirst()
                .orElse("");
    }

    private static Stream<String> words(String text) {
        List<Object> all = Collections.list(new StringTokenizer(text));
        return all.stream().map(String.class::cast);
    }

    boolean isMailbox() {
        Mailbox mailbox = Mailbox.of(path);
        String domain = mailbox.domain();
        return !mailbox.local().isEmpty()
                && (domain == null
                        || LITERAL.matcher(domain).matches()
                        || DOMAIN.matcher(domain).matches());
    }

    boolean hasParameters() {
        return !parameters.isEmpty();
    }

    boolean knows(String... names) {
        return words(parameters)
                .allMatch(word -> Stream.of(names)
                        .anyMatch(name -> word.equalsIgnoreCase(name)
                                || word.regionMatches(true, 0, name + "=", 0, name.length() + 1)));
    }
}
