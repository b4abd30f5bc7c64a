package io.mailsonde.check;

import io.mailsonde.Outcome;
import io.mailsonde.Target;

/**
 * What to make of three views: a pure function that touches nothing and gives the same outcome for the same input.
 *
 * @param <T> what is judged
 * @param <A> what it is given first
 * @param <B> what it is given second
 * @param <C> what it is given third
 */
@FunctionalInterface
@Implementable
public interface Judge3<T extends Target, A, B, C> {
    /**
     * Judges.
     *
     * @param target what is judged
     * @param a what was seen first
     * @param b what was seen second
     * @param c what was seen third
     * @return the outcome
     */
    Outcome judge(T target, A a, B b, C c);
}
