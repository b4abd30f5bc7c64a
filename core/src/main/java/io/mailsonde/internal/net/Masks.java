package io.mailsonde.internal.net;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes secrets out of what is recorded. A secret is hidden as it was sent, as its base64 form, and, where it was sent in base64, as what it
 * stands for and as the password in that (RFC 4616, section 2). Texts are bytes, each one character of ISO 8859-1.
 */
final class Masks {
    /** What stands in a secret's place. */
    static final String MASK = "***";

    /** Shorter stretches occur by chance in everything. */
    private static final int SHORTEST = 3;

    private final TreeSet<String> longestFirst =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /**
     * A text without its secrets.
     *
     * @param shown what may be recorded
     * @param held the end of the text, which may be the beginning of a secret: to be put before what comes next
     */
    record Masked(String shown, String held) {}

    /**
     * Hides a secret from now on, and where it is a command its arguments and the last of them.
     *
     * @param sent as it was sent, without the end of its line
     */
    void add(String sent) {
        hideForms(sent);
        hideForms(sent.substring(sent.indexOf(' ') + 1));
        hideForms(sent.substring(sent.lastIndexOf(' ') + 1));
    }

    private void hideForms(String secret) {
        hide(secret);
        byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
        hide(Base64.getEncoder().encodeToString(bytes));
        decoded(bytes).ifPresent(plain -> {
            hide(plain);
            hide(plain.substring(plain.lastIndexOf('\0') + 1));
        });
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(bytes), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private void hide(String form) {
        if (form.length() >= SHORTEST) {
            longestFirst.add(form);
        }
    }

    /**
     * Masks a stretch.
     *
     * @param text the stretch
     * @param more whether more may follow, so that a secret may be half in it
     * @return what to show, and what to hold back, which is nothing unless more may follow
     */
    Masked mask(String text, boolean more) {
        if (longestFirst.isEmpty()) {
            return new Masked(text, "");
        }
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (more && isCutOff(text, at)) {
                return new Masked(shown.toString(), text.substring(at));
            }
            int secret = secretAt(text, at);
            if (secret > 0) {
                shown.append(MASK);
                at += secret;
            } else {
                shown.append(text.charAt(at++));
            }
        }
        return new Masked(shown.toString(), "");
    }

    private int secretAt(String text, int at) {
        for (String form : longestFirst) {
            if (text.startsWith(form, at)) {
                return form.length();
            }
        }
        return 0;
    }

    private boolean isCutOff(String text, int at) {
        int left = text.length() - at;
        for (String form : longestFirst) {
            if (form.length() <= left) {
                return false;
            }
            if (text.regionMatches(at, form, 0, left)) {
                return true;
            }
        }
        return false;
    }
}
