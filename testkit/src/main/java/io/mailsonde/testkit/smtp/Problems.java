package io.mailsonde.testkit.smtp;

import java.util.ArrayList;
import java.util.List;

/** What went wrong in the server itself. Only the first hundred are kept. */
final class Problems {
    private static final int MAX = 100;

    private final List<String> problems = new ArrayList<>();

    synchronized void add(String what, Throwable cause) {
        add(what + ": " + cause);
    }

    synchronized void add(String what) {
        if (problems.size() < MAX) {
            problems.add(what);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(problems);
    }
}
