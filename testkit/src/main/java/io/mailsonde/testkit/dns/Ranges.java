package io.mailsonde.testkit.dns;

/** Refuses numbers that are out of range, in one wording. */
final class Ranges {
    private Ranges() {}

    static void check(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + least + " to " + most + ", not " + value);
        }
    }
}
