package io.mailsonde.testkit.dns;

/** Header flags that a server sets in its answers (RFC 1035, section 4.1.1; RFC 4035, section 3.2.3). */
public enum Flag {
    /** Authoritative answer. */
    AA(0x0400),
    /** Recursion available. */
    RA(0x0080),
    /** Authentic data: what a validating resolver sets. This server sets it on your word and validates nothing. */
    AD(0x0020);

    private final int bit;

    Flag(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
