package io.mailsonde;

import java.util.Objects;

/**
 * A line of a list that is no target. It has a report like any other, so that there are as many reports as lines.
 *
 * @param line its number, from 1
 * @param given what stands there, shortened where it is long
 * @param problem what is wrong with it
 */
public record MalformedTarget(long line, String given, String problem) implements Target {
    /** Refuses missing parts. */
    public MalformedTarget {
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(problem, "problem");
    }

    @Override
    public String text() {
        return "line " + line;
    }
}
