package io.mailsonde.internal.run;

import java.time.Duration;

/** Times that a run is given, as timers take them. */
final class RunTime {
    /** Longer is for ever, which no timer takes. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RunTime() {}

    static Duration whole(Duration within) {
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("a run takes some time: within " + within);
        }
        return bounded(within);
    }

    static Duration age(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("an age is not negative: " + age);
        }
        return bounded(age);
    }

    private static Duration bounded(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }
}
