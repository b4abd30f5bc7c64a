package io.mailsonde.examples.cli;

import java.util.function.Supplier;

/** The command was used wrongly; the message says how, and how to do it right. */
final class WrongUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUse(String message) {
        super(message);
    }

    private WrongUse(String message, Throwable cause) {
        super(message, cause);
    }

    /** Reads what stands at a place of the command line; what is refused there is a wrong use. */
    static <V> V unless(String place, Supplier<V> reads) {
        try {
            return reads.get();
        } catch (IllegalArgumentException e) {
            throw new WrongUse(place + ": " + e.getMessage(), e);
        }
    }
}
