package io.mailsonde.check;

import io.mailsonde.Target;

/**
 * How a probe looks: asynchronously, through a capability, and judging nothing. It has no options and keeps no state.
 *
 * @param <T> what it looks at
 * @param <P> through what
 * @param <O> what it observes
 */
@FunctionalInterface
@Implementable
public interface Look<T extends Target, P, O extends Record> {
    /**
     * Looks once. Must not block.
     *
     * @param target what to look at
     * @param with the capability, good for this one look
     * @return the observation, under way
     */
    Step<O> at(T target, P with);
}
