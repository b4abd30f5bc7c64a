package io.mailsonde.smtp;

/** In what a reply differs from the grammar of RFC 5321, section 4.2. It is read nevertheless. */
public enum ReplyViolation {
    /** A line does not begin with three digits; its text counts, a reply of such lines alone has code 0. */
    NO_CODE,
    /** The code lies outside 200 to 559. */
    CODE_OUT_OF_RANGE,
    /** The lines of one reply carry different codes; the last one counts. */
    MIXED_CODES,
    /** Something else than a space or a hyphen follows the code; the line counts as the last of its reply. */
    BAD_SEPARATOR,
    /** A line ends in LF without CR. */
    BARE_LF,
    /** A CR stands inside a line. */
    BARE_CR,
    /** A NUL stands in the text. */
    NUL,
    /** Another control character than a tab stands in the text. */
    CONTROL,
    /** A byte above 126 stands in the text; RFC 6531, section 3.7.4.2, allows that to some. */
    NOT_ASCII,
    /** A line is longer than 512 octets with its end (RFC 5321, section 4.5.3.1.5). */
    LONG_LINE,
    /** The reply was not complete when the peer stopped sending. */
    CUT_OFF
}
