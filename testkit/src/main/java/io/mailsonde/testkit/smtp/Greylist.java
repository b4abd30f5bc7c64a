package io.mailsonde.testkit.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whom a greylisting server has seen. */
final class Greylist {
    private static final int MAX = 10_000;

    private final int attempts;
    private final Map<String, Integer> seen = new LinkedHashMap<>();

    Greylist(int attempts) {
        Checks.range("attempts", attempts, 1, 1000);
        this.attempts = attempts;
    }

    Personality personality() {
        return Personality.judging(
                "greylisting",
                (stage, visit) -> stage == Stage.RCPT && refuses(visit)
                        ? Optional.of(
                                Reply.of("450 4.7.1 <" + visit.path() + ">: Recipient address rejected: Greylisted"))
                        : Optional.empty());
    }

    private synchronized boolean refuses(Visit visit) {
        if (seen.size() >= MAX) {
            seen.remove(seen.keySet().iterator().next());
        }
        return seen.merge(visit.client() + "\n" + visit.sender() + "\n" + visit.path(), 1, Integer::sum) <= attempts;
    }
}
