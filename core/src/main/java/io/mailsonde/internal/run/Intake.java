package io.mailsonde.internal.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the targets of a stream come from. One thread at a time asks, and is not kept waiting. */
interface Intake<T> {
    /** Gets ready; called once, before anything else. */
    void open();

    /** The next target; null if there is none now, or none any more. */
    @Nullable
    T poll();

    /** Whether nothing comes any more. */
    boolean ended();

    /** Why it ended before its time. */
    Optional<Throwable> failure();

    /** Nothing is wanted any more. */
    void close();
}
