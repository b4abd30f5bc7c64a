package io.mailsonde.reports;

import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import java.util.Locale;
import java.util.Optional;

/** What writers ask of an outcome. */
final class Outcomes {
    private Outcomes() {}

    /** The contract's word for it. */
    static String word(Outcome outcome) {
        return outcome.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    static Optional<Reason> reason(Outcome outcome) {
        return outcome.match(
                passed -> Optional.empty(),
                failed -> Optional.empty(),
                inconclusive -> Optional.of(inconclusive.reason()),
                skipped -> Optional.of(skipped.reason()));
    }

    static Optional<String> detail(Outcome outcome) {
        return outcome.match(
                passed -> Optional.empty(),
                failed -> Optional.empty(),
                inconclusive -> Optional.of(inconclusive.detail()),
                skipped -> Optional.of(skipped.detail()));
    }
}
