package io.mailsonde;

import io.mailsonde.check.Implementable;

/**
 * Something that can be checked. A target is a record: two targets with equal components are the same thing, and are looked at once in a run.
 *
 * <p>Meant to be implemented by authors of checks. An implementation is a public record in an exported package, since targets are stored as
 * JSON beside what was seen of them.
 */
@Implementable
public interface Target {
    /**
     * The target as a person writes it, and as the command line takes it.
     *
     * @return one line, without control characters
     */
    String text();
}
