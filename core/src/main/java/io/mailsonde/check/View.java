package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a check is given: a probe, or something derived from probes. Views compute targets and values, never probes, so that a plan can say
 * what it will do before anything is sent. Their functions are pure.
 *
 * @param <T> what it is a view of
 * @param <V> what is seen
 */
public sealed interface View<T extends Target, V> permits Probe, Derived {
    /**
     * What it is a view of.
     *
     * @return the class of targets
     */
    Class<T> target();

    /**
     * The probes that it may use.
     *
     * @return them all
     */
    Set<Probe<?, ?>> probes();

    /**
     * The consents without which there is nothing to see.
     *
     * @return those of its probes that are not optional
     */
    Set<Consent> consents();

    /**
     * The consents with which it can see more.
     *
     * @return those of its optional parts
     */
    Set<Consent> furtherConsents();

    /**
     * What eyes see of a target. Called by checks and plans.
     *
     * @param eyes what to see through
     * @param at the target
     * @return what was seen or missed, under way
     */
    Step<V> from(Eyes eyes, T at);

    /**
     * The same view of another kind of target.
     *
     * @param other the other kind
     * @param named gets from it to this view's kind
     * @return the view
     * @param <S> the other kind
     */
    default <S extends Target> View<S, V> on(Class<S> other, Function<? super S, ? extends T> named) {
        return new Derived<>(other, probes(), consents(), furtherConsents(), (eyes, at) -> from(eyes, named.apply(at)));
    }

    /**
     * Something made of what is seen.
     *
     * @param function makes it
     * @return the view
     * @param <R> what is made
     */
    default <R> View<T, R> map(Function<? super V, ? extends R> function) {
        return new Derived<>(
                target(),
                probes(),
                consents(),
                furtherConsents(),
                (eyes, at) -> from(eyes, at).map(function));
    }

    /**
     * Something made of what is seen and of the target that it was seen at.
     *
     * @param function makes it
     * @return the view
     * @param <R> what is made
     */
    default <R> View<T, R> mapAt(BiFunction<? super T, ? super V, ? extends R> function) {
        return new Derived<>(
                target(),
                probes(),
                consents(),
                furtherConsents(),
                (eyes, at) -> from(eyes, at).map(value -> function.apply(at, value)));
    }

    /**
     * A part of what is seen that may itself have been missed.
     *
     * @param function names the part
     * @return the view
     * @param <R> the part
     */
    default <R> View<T, R> part(Function<? super V, Observed<R>> function) {
        return new Derived<>(
                target(),
                probes(),
                consents(),
                furtherConsents(),
                (eyes, at) -> from(eyes, at).part(function));
    }

    /**
     * What is seen of another target that this view names.
     *
     * @param named names it, or nothing to see further
     * @param next what to see of it
     * @return the view; empty where nothing was named
     * @param <S> the other kind of target
     * @param <R> what is seen of it
     */
    default <S extends Target, R> View<T, Optional<R>> then(Function<? super V, Optional<S>> named, View<S, R> next) {
        return new Derived<>(
                target(),
                union(probes(), next.probes()),
                union(consents(), next.consents()),
                union(furtherConsents(), next.furtherConsents()),
                (eyes, at) -> from(eyes, at)
                        .then(value -> named.apply(value)
                                .map(other -> next.from(eyes, other).map(Optional::of))
                                .orElseGet(() -> Step.saw(Optional.empty()))));
    }

    /**
     * What is seen of each of several targets that this view names.
     *
     * @param named names them; a list short enough that all may be looked at together
     * @param next what to see of each
     * @return the view: what was seen or missed of each, in the order of the list
     * @param <S> the other kind of target
     * @param <R> what is seen of each
     */
    default <S extends Target, R> View<T, Map<S, Observed<R>>> thenEach(
            Function<? super V, List<S>> named, View<S, R> next) {
        return new Derived<>(
                target(),
                union(probes(), next.probes()),
                union(consents(), next.consents()),
                union(furtherConsents(), next.furtherConsents()),
                (eyes, at) ->
                        from(eyes, at).then(value -> Step.each(named.apply(value), other -> next.from(eyes, other))));
    }

    /**
     * The same view for a check that judges the miss itself, such as a closed port that is a pass.
     *
     * @return a view that never misses, and needs no consent
     */
    default View<T, Observed<V>> optional() {
        return new Derived<>(
                target(),
                probes(),
                Set.of(),
                union(consents(), furtherConsents()),
                (eyes, at) -> from(eyes, at).observed());
    }

    private static <E> Set<E> union(Set<E> a, Set<E> b) {
        Set<E> both = new LinkedHashSet<>(a);
        both.addAll(b);
        return both;
    }
}
