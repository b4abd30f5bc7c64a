package io.mailsonde.internal.dns;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Numbers that nobody can foretell, without ever waiting for them: a keystream of AES in counter mode whose key is drawn once from a
 * {@link SecureRandom}. Not safe for use by several threads.
 */
final class Unguessable {
    private static final int CHUNK = 2048;

    private final Cipher keystream;
    private final byte[] zeros = new byte[CHUNK];
    private byte[] chunk = zeros;
    private int next = CHUNK;

    Unguessable(SecureRandom random) {
        byte[] key = new byte[32];
        byte[] counter = new byte[16];
        random.nextBytes(key);
        random.nextBytes(counter);
        try {
            keystream = Cipher.getInstance("AES/CTR/NoPadding");
            keystream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES", impossible);
        }
        Arrays.fill(key, (byte) 0);
    }

    /** The next number, 0 to 65535. */
    int next16() {
        if (next == CHUNK) {
            chunk = keystream.update(zeros);
            next = 0;
        }
        int number = (chunk[next] & 0xff) << 8 | (chunk[next + 1] & 0xff);
        next += 2;
        return number;
    }

    /** The next number below a bound of at most 65536; its small bias does not matter where it picks sockets. */
    int below(int bound) {
        return next16() % bound;
    }
}
