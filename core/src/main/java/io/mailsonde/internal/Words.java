package io.mailsonde.internal;

import java.security.SecureRandom;

/** Words that nobody can guess: 128 bits each, in base32. Safe for use by several threads. */
public final class Words {
    /** How many characters a word has. */
    public static final int LENGTH = 26;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private final SecureRandom random;

    /**
     * Words of a generator.
     *
     * @param random where they come from; unguessable, seeded only in tests
     */
    public Words(SecureRandom random) {
        this.random = random;
    }

    /**
     * Another word.
     *
     * @return {@value #LENGTH} lower-case letters and digits 2 to 7, a letter first, so that it is a host label for everyone (RFC 1035, section 2.3.1)
     */
    public String next() {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        StringBuilder word = new StringBuilder(LENGTH);
        for (byte each : bytes) {
            int range = word.isEmpty() ? 16 : LETTERS.length();
            word.append(LETTERS.charAt((each & 0xff) % range));
        }
        return word.toString();
    }
}
