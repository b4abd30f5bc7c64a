package io.mailsonde.testkit.dns;

/** How a question came. */
public enum Transport {
    /** One datagram (RFC 1035, section 4.2.1). */
    UDP,
    /** A connection, each message after two octets of length (RFC 1035, section 4.2.2; RFC 7766). */
    TCP
}
