package io.mailsonde.testkit.smtp;

/**
 * Effects without parameters. Those that damage the honest reply leave what it says in force; after those that replace it the command has had
 * no effect, and the session goes on.
 */
public enum Fault implements Effect {
    /** No fault, the honest reply: for scripts in which some commands fare well. */
    NONE,

    /** No reply to this command, whose effect is lost; the next one is served: a server that lost a command. */
    SILENCE,
    /** No reply to this command nor to any other, the connection open: a tarpit, or a server that hangs. */
    HANG,
    /** The connection is closed without a reply: a server that crashed. */
    CLOSE,
    /** The connection is reset without a reply: firewalls that answer with RST. */
    RESET,
    /** Half of the honest reply, and the connection is closed: a server that restarts. */
    CLOSE_MIDWAY,
    /** Half of the honest reply, and the connection is reset. */
    RESET_MIDWAY,
    /** Half of the honest reply and then nothing, the connection open: a path that loses large packets. */
    HANG_MIDWAY,

    /** A line of 1 MB with the code of the honest reply: an attack on buffers (a reply line has at most 512 octets, RFC 5321, 4.5.3.1.5). */
    LONG_LINE,
    /** The honest reply with NUL octets in it: an attack on text handling. */
    NULS,
    /** The honest reply with lines that end in LF alone (forbidden by RFC 5321, section 2.3.8). */
    BARE_LF,
    /** The honest reply with lines that end in CR alone (forbidden by RFC 5321, section 2.3.8), so that no line ends. */
    BARE_CR,
    /** The honest reply twice in one write: broken servers that shift all later replies by one. */
    TWICE,

    /** {@code 2x0 ok}: no code at all. */
    LETTERS_IN_CODE,
    /** {@code 999 x}: a code that no reply has (RFC 5321, section 4.2). */
    CODE_OUT_OF_RANGE,
    /** {@code 25 hi}: two digits. */
    SHORT_CODE,
    /** {@code 250ok}: neither space nor hyphen after the code. */
    NO_SEPARATOR,
    /** A line without anything. */
    EMPTY_LINE,
    /** Octets that are no text: a service that is no SMTP server. */
    BINARY,
    /** A multi-line reply whose lines have different codes (forbidden by RFC 5321, section 4.2.1). */
    MIXED_CODES,
    /** 1,000 lines of one reply: an attack on buffers. */
    THOUSAND_LINES,
    /** A reply without end, line after line with the code of the honest one, as fast as the client reads. */
    FLOOD,

    /** To STARTTLS: 220, and then octets that are no TLS once the client has begun. */
    TLS_GARBAGE,
    /** To STARTTLS: 220 and then nothing, the connection open: a handshake that never ends. */
    TLS_SILENCE
}
