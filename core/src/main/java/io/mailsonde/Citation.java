package io.mailsonde;

import java.util.Objects;

/**
 * Where a rule comes from.
 *
 * @param document such as {@code "RFC 8601"}
 * @param section such as {@code "3"}; empty for the whole document
 */
public record Citation(String document, String section) {
    /** Refuses missing parts. */
    public Citation {
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(section, "section");
    }

    /**
     * A section of an RFC.
     *
     * @param number of the RFC
     * @param section such as {@code "4.2"}; empty for the whole document
     * @return the citation
     */
    public static Citation rfc(int number, String section) {
        return new Citation("RFC " + number, section);
    }

    /**
     * As it is written in running text.
     *
     * @return such as {@code "RFC 8601, section 3"}
     */
    public String text() {
        return section.isEmpty() ? document : document + ", section " + section;
    }

    @Override
    public String toString() {
        return text();
    }
}
