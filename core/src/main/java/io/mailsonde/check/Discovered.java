package io.mailsonde.check;

import io.mailsonde.Target;
import java.util.List;
import java.util.function.Function;

/**
 * Targets that were found from another, and what could not be found out on the way: a mail exchanger whose addresses nobody could look up is
 * as little passed as any other miss.
 *
 * @param targets what was found, each once, in a fixed order
 * @param missed what could not be found out; each becomes an undecided result of every check of the branch
 * @param <S> the kind of target
 */
public record Discovered<S extends Target>(List<S> targets, List<Observed.Missed<S>> missed) {
    /** Copies the lists. */
    public Discovered {
        targets = targets.stream().distinct().toList();
        missed = missed.stream().distinct().toList();
    }

    /**
     * Targets that are all there are.
     *
     * @param targets what was found
     * @return the discovery, with nothing missed
     * @param <S> the kind of target
     */
    public static <S extends Target> Discovered<S> of(List<S> targets) {
        return new Discovered<>(targets, List.of());
    }

    /**
     * The same discovery with other targets in their places.
     *
     * @param function makes one of the other
     * @return the discovery
     * @param <R> the other kind of target
     */
    public <R extends Target> Discovered<R> map(Function<? super S, ? extends R> function) {
        return new Discovered<>(
                targets.stream().<R>map(function).toList(),
                missed.stream().map(miss -> miss.<R>as()).toList());
    }
}
