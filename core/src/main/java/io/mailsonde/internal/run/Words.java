package io.mailsonde.internal.run;

import java.security.SecureRandom;

/** Words that nobody can guess: 128 bits each. Safe for use by several threads. */
public final class Words {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;

    private final SecureRandom random;

    /**
     * Words of a generator.
     *
     * @param random where they come from; unguessable, seeded only in tests
     */
    public Words(SecureRandom random) {
        this.random = random;
    }

    /** Another word: letters and digits, a letter first. */
    String next() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        StringBuilder word = new StringBuilder(LENGTH);
        for (byte each : bytes) {
            // a word that begins with a digit is no name everywhere
            int range = word.isEmpty() ? 16 : LETTERS.length();
            word.append(LETTERS.charAt((each & 0xff) % range));
        }
        return word.toString();
    }
}
