package io.mailsonde.checks.dns.fcrdns;

/** The result of the iprev method (RFC 8601, section 2.7.3). */
public enum Iprev {
    /** The address has a name that leads back to it. */
    PASS,
    /** It has names, and none of them leads back to it. */
    FAIL,
    /** It could not be found out, and may be found out later. */
    TEMPERROR,
    /** It has no name. */
    PERMERROR
}
