package io.mailsonde.check;

import io.mailsonde.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A value or a miss, under way. Steps are chained; a miss skips the rest of the chain and comes out at its end, with its reason.
 *
 * @param <V> what is under way
 */
public final class Step<V> {
    private final CompletableFuture<Observed<V>> future;

    private Step(CompletableFuture<Observed<V>> future) {
        this.future = future;
    }

    /**
     * A step that is what a stage completes with.
     *
     * @param stage the stage; should it complete exceptionally, so does every step that follows
     * @return the step
     * @param <V> the type
     */
    public static <V> Step<V> of(CompletionStage<Observed<V>> stage) {
        return new Step<>(stage.toCompletableFuture());
    }

    /**
     * A step that is over.
     *
     * @param observed its end
     * @return the step
     * @param <V> the type
     */
    public static <V> Step<V> of(Observed<V> observed) {
        return new Step<>(CompletableFuture.completedFuture(observed));
    }

    /**
     * A step that is over, with a value.
     *
     * @param value the value
     * @return the step
     * @param <V> the type
     */
    public static <V> Step<V> saw(V value) {
        return of(Observed.saw(value));
    }

    /**
     * A step that is over, with a miss.
     *
     * @param reason why
     * @param detail why, for a person
     * @return the step
     * @param <V> the type
     */
    public static <V> Step<V> missed(Reason reason, String detail) {
        return of(Observed.missed(reason, detail));
    }

    /**
     * Makes something of the value.
     *
     * @param function applied to the value
     * @return the step that follows
     * @param <R> the type
     */
    public <R> Step<R> map(Function<? super V, ? extends R> function) {
        return new Step<>(future.thenApply(observed -> observed.map(function)));
    }

    /**
     * Goes on with a part of the value that may itself have been missed.
     *
     * @param function names the part
     * @return the step that follows
     * @param <R> the type
     */
    public <R> Step<R> part(Function<? super V, Observed<R>> function) {
        return new Step<>(future.thenApply(observed -> observed.part(function)));
    }

    /**
     * Goes on from the value.
     *
     * @param next the next step; not called for a miss
     * @return the step that follows
     * @param <R> the type
     */
    public <R> Step<R> then(Function<? super V, Step<R>> next) {
        return new Step<>(future.thenCompose(observed -> observed instanceof Observed.Saw<V> saw
                ? Objects.requireNonNull(next.apply(saw.value()), "returned no step").future
                : missOf(observed)));
    }

    private static <V, R> CompletableFuture<Observed<R>> missOf(Observed<V> missed) {
        return CompletableFuture.completedFuture(((Observed.Missed<V>) missed).as());
    }

    /**
     * Goes on whatever came: the miss becomes part of the value.
     *
     * @return a step that never misses
     */
    public Step<Observed<V>> observed() {
        return new Step<>(future.thenApply(Observed::saw));
    }

    /**
     * Joins two steps that are both under way.
     *
     * @param other the other one
     * @param function joins their values
     * @return the step that follows both; of two misses this step's comes out
     * @param <W> the other type
     * @param <R> the type
     */
    public <W, R> Step<R> with(Step<W> other, BiFunction<? super V, ? super W, ? extends R> function) {
        return new Step<>(future.thenCombine(
                other.future, (mine, its) -> mine.part(value -> its.map(second -> function.apply(value, second)))));
    }

    /**
     * Does the same for each of a list, one after the other.
     *
     * @param list the list
     * @param next the step for one of them
     * @return all results in order, or the first miss, after which nothing more is done
     * @param <S> what the list holds
     * @param <R> what comes of each
     */
    public static <S, R> Step<List<R>> inTurn(List<S> list, Function<? super S, Step<R>> next) {
        Step<List<R>> all = saw(new ArrayList<>(list.size()));
        for (S one : list) {
            all = all.then(results -> next.apply(one).map(result -> {
                results.add(result);
                return results;
            }));
        }
        return all.map(List::copyOf);
    }

    /**
     * Does the same for each of a list, all at once.
     *
     * @param list the list, short enough that all of it may be under way together; of equal ones only the first counts
     * @param next the step for one of them
     * @return what came of each, in the order of the list
     * @param <S> what the list holds
     * @param <R> what comes of each
     */
    public static <S, R> Step<Map<S, Observed<R>>> each(List<S> list, Function<? super S, Step<R>> next) {
        Map<S, Step<R>> under = new LinkedHashMap<>();
        list.forEach(one -> under.computeIfAbsent(one, next));
        CompletableFuture<?>[] futures =
                under.values().stream().map(step -> step.future).toArray(CompletableFuture<?>[]::new);
        return new Step<>(CompletableFuture.allOf(futures).thenApply(done -> {
            Map<S, Observed<R>> results = new LinkedHashMap<>();
            under.forEach((one, step) -> results.put(one, step.future.join()));
            return Observed.saw(results);
        }));
    }

    /**
     * The end of this step.
     *
     * @return a stage that completes with what was seen or missed; exceptionally only where code of a probe or check failed
     */
    public CompletionStage<Observed<V>> stage() {
        return future;
    }
}
