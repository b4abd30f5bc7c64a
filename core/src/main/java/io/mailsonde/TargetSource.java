package io.mailsonde;

import io.mailsonde.check.Implementable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Where targets come from. They are drawn one by one as there is room for them, never all at once.
 *
 * @param <T> the kind of target
 */
@FunctionalInterface
@Implementable
public interface TargetSource<T extends Target> {
    /**
     * Begins anew.
     *
     * @return an iterator that only one thread at a time draws from; if it is {@link AutoCloseable}, a stream closes it when it is over
     */
    Iterator<T> targets();

    /**
     * These targets.
     *
     * @param targets the targets, in order
     * @return the source
     * @param <T> the kind of target
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static <T extends Target> TargetSource<T> of(T... targets) {
        List<T> list = Arrays.stream(targets).toList();
        return list::iterator;
    }

    /**
     * The targets of a collection, or of anything else that can be walked.
     *
     * @param targets the targets, in order
     * @return the source
     * @param <T> the kind of target
     */
    static <T extends Target> TargetSource<T> of(Iterable<T> targets) {
        return targets::iterator;
    }
}
