package io.mailsonde.testkit.smtp;

/** Where in a session something is replied. */
public enum Stage {
    /** A client has connected and nothing is sent yet, not even TLS; the honest server goes on without a word. */
    CONNECT,
    /** The greeting (RFC 5321, section 3.1). */
    GREETING,
    /** EHLO. */
    EHLO,
    /** HELO. */
    HELO,
    /** MAIL FROM. */
    MAIL,
    /** RCPT TO. */
    RCPT,
    /** DATA, before the message. */
    DATA,
    /** The end of the data, after the lone dot. */
    MESSAGE,
    /** STARTTLS (RFC 3207). */
    STARTTLS,
    /** The TLS handshake is done; the honest server waits for a command without a word. */
    AFTER_TLS,
    /** RSET. */
    RSET,
    /** NOOP. */
    NOOP,
    /** VRFY. */
    VRFY,
    /** AUTH (RFC 4954). */
    AUTH,
    /** XCLIENT, an extension of Postfix; the honest reply is another greeting. */
    XCLIENT,
    /** QUIT. */
    QUIT,
    /** Every other command. */
    OTHER
}
