package io.mailsonde.testkit.smtp;

import java.time.Duration;

/** Refuses what is out of range, in one wording. */
final class Checks {
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final int MAX_OCTET = 0xFF;

    private Checks() {}

    static void range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + least + " to " + most + ", not " + value);
        }
    }

    static void pause(Duration pause) {
        if (pause.isNegative() || pause.compareTo(MAX_PAUSE) > 0) {
            throw new IllegalArgumentException("a pause is 0 to 1 hour, not " + pause);
        }
    }

    static void octets(String latin1) {
        if (latin1.chars().anyMatch(octet -> octet > MAX_OCTET)) {
            throw new IllegalArgumentException("only characters of ISO 8859-1 are octets");
        }
    }
}
