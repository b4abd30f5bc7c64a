package io.mailsonde.check;

import io.mailsonde.Outcome;
import io.mailsonde.Target;

/**
 * What to make of two views: a pure function that touches nothing and gives the same outcome for the same input.
 *
 * @param <T> what is judged
 * @param <A> what it is given first
 * @param <B> what it is given second
 */
@FunctionalInterface
@Implementable
public interface Judge2<T extends Target, A, B> {
    /**
     * Judges.
     *
     * @param target what is judged
     * @param a what was seen first
     * @param b what was seen second
     * @return the outcome
     */
    Outcome judge(T target, A a, B b);
}
