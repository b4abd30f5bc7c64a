package io.mailsonde.testkit.smtp;

/** How a session ended. */
public enum End {
    /** Not yet. */
    OPEN,
    /** The client said QUIT and was answered. */
    QUIT,
    /** The client closed or reset the connection without QUIT. */
    CLIENT_CLOSED,
    /** The server closed the connection: a script, its personality, 421, or the end of the server. */
    SERVER_CLOSED,
    /** The server reset the connection, as a script said. */
    SERVER_RESET,
    /** The client was silent for five minutes. */
    TIMED_OUT,
    /** The TLS handshake failed. */
    TLS_FAILED
}
