package io.mailsonde.witness.server;

import io.mailsonde.internal.Words;
import java.util.ArrayList;
import java.util.List;

/** Where a token, which is one of {@link Words}, could stand in an address. */
final class Tokens {
    private static final int LENGTH = Words.LENGTH;

    private Tokens() {}

    /**
     * The strings in a path that look like a token. Relays write the address as it was, upper case, as {@code token%domain}, as
     * {@code domain!token}, quoted, below another name: none of that is parsed, each window of the right length is a candidate.
     */
    static List<String> candidates(String path) {
        List<String> found = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = lower(path.charAt(i));
            if (!inAlphabet(c)) {
                run.setLength(0);
                continue;
            }
            run.append(c);
            int start = run.length() - LENGTH;
            if (start >= 0 && !isDigit(run.charAt(start))) {
                found.add(run.substring(start));
            }
        }
        return found;
    }

    /** Of ASCII only: no other letter may turn into one of the alphabet. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    private static boolean inAlphabet(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '2' && c <= '7';
    }
}
