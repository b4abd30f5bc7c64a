package io.mailsonde.internal.jfr;

/**
 * Something under way that is recorded when it ends. It may end on another thread than it began on.
 *
 * @param <E> how it ends
 */
@FunctionalInterface
public interface Flight<E> {
    /**
     * Records that it ended; to be called once.
     *
     * @param how how it ended
     */
    void end(E how);
}
