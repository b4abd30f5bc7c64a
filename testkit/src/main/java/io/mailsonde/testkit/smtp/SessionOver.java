package io.mailsonde.testkit.smtp;

import java.io.IOException;

/** Ends a session from wherever it is in the conversation. */
final class SessionOver extends IOException {
    private static final long serialVersionUID = 1;

    private final End end;

    SessionOver(End end) {
        super("the session is over: " + end);
        this.end = end;
    }

    End end() {
        return end;
    }
}
