package io.mailsonde.reports;

import io.mailsonde.Outcome;
import io.mailsonde.Severity;
import io.mailsonde.Verdict;

/** Colours by meaning, as "select graphic rendition" sequences (ECMA-48, section 8.3.117). */
enum Ink {
    BAD("31"),
    DOUBTFUL("33"),
    GOOD("32"),
    HEADING("1"),
    QUIET("2");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on() {
        return "\u001B[" + code + "m";
    }

    static String off() {
        return "\u001B[0m";
    }

    static Ink of(Outcome outcome) {
        return outcome.match(passed -> GOOD, failed -> BAD, inconclusive -> DOUBTFUL, skipped -> DOUBTFUL);
    }

    static Ink of(Severity severity) {
        return switch (severity) {
            case INFO -> QUIET;
            case LOW, MEDIUM -> DOUBTFUL;
            case HIGH, CRITICAL -> BAD;
        };
    }

    static Ink of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> GOOD;
            case UNDECIDED -> DOUBTFUL;
            case FAILED -> BAD;
        };
    }
}
