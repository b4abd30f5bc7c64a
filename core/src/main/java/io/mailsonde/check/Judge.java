package io.mailsonde.check;

import io.mailsonde.Outcome;
import io.mailsonde.Target;

/**
 * What to make of one view: a pure function that touches nothing and gives the same outcome for the same input.
 *
 * @param <T> what is judged
 * @param <A> what it is given
 */
@FunctionalInterface
@Implementable
public interface Judge<T extends Target, A> {
    /**
     * Judges.
     *
     * @param target what is judged
     * @param a what was seen
     * @return the outcome
     */
    Outcome judge(T target, A a);
}
