package io.mailsonde.internal;

import java.time.Duration;
import java.util.Locale;

/** Durations as people write them. */
public final class Durations {
    private Durations() {}

    /**
     * Writes a duration.
     *
     * @param duration not negative
     * @return such as {@code "350 ms"}, {@code "2.5 s"} or {@code "10 min"}
     */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return millis % 1_000 == 0 ? millis / 1_000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return duration.toMinutes() + " min"
                + (duration.toSecondsPart() == 0 ? "" : " " + duration.toSecondsPart() + " s");
    }
}
