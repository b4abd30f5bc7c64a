package io.mailsonde;

import io.mailsonde.check.Implementable;

/** A source of elapsed time, injected so that tests can turn the clock by hand. */
@FunctionalInterface
@Implementable
public interface Ticker {
    /**
     * Nanoseconds since some fixed moment; only differences mean anything.
     *
     * @return the reading, never less than an earlier one
     */
    long nanos();

    /**
     * The machine's own, {@link System#nanoTime()}.
     *
     * @return the ticker
     */
    static Ticker system() {
        return System::nanoTime;
    }
}
