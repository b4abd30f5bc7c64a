package io.mailsonde.examples.embed;

import java.util.Optional;

/**
 * What a receiving server may do with a client.
 *
 * @param kind whether to go on
 * @param why why, on one line that is safe to log
 */
public record Advice(Kind kind, String why) {
    /** What to do. */
    public enum Kind {
        /** Its forward and reverse DNS match: go on. */
        ACCEPT,
        /** They do not: refuse. */
        REFUSE,
        /** It could not be found out, which is no fault of the client: go on, and note it. */
        UNKNOWN
    }

    /**
     * The reply to the client's greeting.
     *
     * @return a reply with the enhanced status code of RFC 7372, section 3.3, where it is to be refused; else empty, and the server greets as ever
     */
    public Optional<String> reply() {
        return kind == Kind.REFUSE ? Optional.of("550 5.7.25 reverse DNS validation failed") : Optional.empty();
    }
}
