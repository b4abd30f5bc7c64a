package io.mailsonde.check;

import io.mailsonde.Reason;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What came of looking: something seen, or a miss that says why.
 *
 * <p>A miss is never a fact about the target's practice. That a name does not exist is an answer and therefore <em>seen</em>; that
 * no server answered is a miss.
 *
 * @param <O> what is seen
 */
public sealed interface Observed<O> {

    /**
     * Seen.
     *
     * @param value what was seen
     * @param <O> its type
     */
    record Saw<O>(O value) implements Observed<O> {
        /** Refuses a missing value. */
        public Saw {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * Not seen.
     *
     * @param reason why, from the closed list
     * @param detail why, for a person: what was asked of whom and what came instead; may quote the peer, so writers escape it
     * @param <O> what would have been seen
     */
    record Missed<O>(Reason reason, String detail) implements Observed<O> {
        /** Refuses a missing reason or an empty detail. */
        public Missed {
            Objects.requireNonNull(reason, "reason");
            if (detail.isBlank()) {
                throw new IllegalArgumentException("a miss has to say what was missed (reason " + reason + ")");
            }
        }

        /**
         * The same miss where another type is expected.
         *
         * @return this
         * @param <R> the other type
         */
        @SuppressWarnings("unchecked") // a miss carries no value
        public <R> Missed<R> as() {
            return (Missed<R>) this;
        }
    }

    /**
     * Seen.
     *
     * @param value what was seen
     * @return it, as an observed value
     * @param <O> its type
     */
    static <O> Observed<O> saw(O value) {
        return new Saw<>(value);
    }

    /**
     * Missed.
     *
     * @param reason why
     * @param detail why, for a person; not blank
     * @return the miss
     * @param <O> what would have been seen
     */
    static <O> Observed<O> missed(Reason reason, String detail) {
        return new Missed<>(reason, detail);
    }

    /**
     * The value where there is one.
     *
     * @return the value, or empty for a miss
     */
    default Optional<O> seen() {
        return this instanceof Saw<O> saw ? Optional.of(saw.value()) : Optional.empty();
    }

    /**
     * Takes both cases apart.
     *
     * @param saw what to make of the value
     * @param missed what to make of the miss
     * @return what the applied function returned
     * @param <R> its type
     */
    default <R> R match(Function<? super O, ? extends R> saw, BiFunction<Reason, String, ? extends R> missed) {
        if (this instanceof Saw<O> s) {
            return saw.apply(s.value());
        }
        Missed<O> m = (Missed<O>) this;
        return missed.apply(m.reason(), m.detail());
    }

    /**
     * Makes something of the value; a miss stays a miss.
     *
     * @param function applied to the value
     * @return what it made, or the miss
     * @param <R> its type
     */
    default <R> Observed<R> map(Function<? super O, ? extends R> function) {
        return part(value -> saw(function.apply(value)));
    }

    /**
     * Goes on with a part of the value that may itself have been missed.
     *
     * @param function names the part
     * @return the part, or the miss
     * @param <R> its type
     */
    default <R> Observed<R> part(Function<? super O, Observed<R>> function) {
        return this instanceof Saw<O> s ? function.apply(s.value()) : ((Missed<O>) this).as();
    }
}
