package io.mailsonde.dns;

/**
 * What DNSSEC says of an answer (RFC 4035, section 4.3). The state stands beside an answer and never removes it.
 */
public enum DnssecState {
    /** Signed, and validated from a trust anchor down to the answer. */
    SECURE,
    /** Proved by a validated parent not to be signed. */
    INSECURE,
    /** Below a validated parent that says that it is signed, but not validating: a validating resolver would withhold it. */
    BOGUS,
    /** Not known: no trust anchors, a root that is foreign or cannot be obtained, or material that could not be fetched. */
    INDETERMINATE
}
