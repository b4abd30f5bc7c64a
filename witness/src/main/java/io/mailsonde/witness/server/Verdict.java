package io.mailsonde.witness.server;

import java.time.Duration;
import java.util.Set;

/**
 * What a recipient is answered.
 *
 * @param tokens the live tokens that it names, whatever the answer
 * @param reply what is said
 * @param delay how long to wait before that
 */
record Verdict(Set<String> tokens, Reply reply, Duration delay) {
    /** The replies to RCPT, with their enhanced codes (RFC 3463). */
    enum Reply {
        ACCEPTED(250, "2.1.5 OK"),
        /** For good, so that the queue of whoever still has such mail drains. */
        UNKNOWN(550, "5.1.1 No such address"),
        LATER(451, "4.7.1 Not now"),
        NO_NULL_SENDER(550, "5.7.1 Not from the null sender");

        private final int code;
        private final String text;

        Reply(int code, String text) {
            this.code = code;
            this.text = text;
        }

        int code() {
            return code;
        }

        String line() {
            return code + " " + text;
        }
    }

    static Verdict now(Set<String> tokens, Reply reply) {
        return new Verdict(tokens, reply, Duration.ZERO);
    }

    boolean accepted() {
        return reply == Reply.ACCEPTED;
    }
}
