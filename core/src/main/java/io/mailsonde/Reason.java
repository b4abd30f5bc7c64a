package io.mailsonde;

/**
 * Why something was not observed or not decided: a closed list that only grows.
 *
 * <p>A reason never says that a practice is kept or broken. It keeps apart what the tools of this field mix up: a peer that
 * refuses, a peer that is silent, a server that fails, and we ourselves who were not allowed or did not wait.
 */
public enum Reason {
    /** The target lies outside the declared {@link Scope}; nothing was sent to it. */
    OUT_OF_SCOPE(Kind.UNTRIED),
    /** The owner did not give the {@link Consent} that the look needs; nothing was sent. */
    NOT_CONSENTED(Kind.UNTRIED),
    /** Stored observations were judged, and this look is not among them. */
    NOT_OBSERVED(Kind.UNTRIED),
    /** The practice does not apply to this target, such as a domain that declares that it takes no mail (RFC 7505). */
    NOT_APPLICABLE(Kind.UNTRIED),

    /** The peer was silent for as long as we were willing to wait; the detail names what was waited for. */
    TIMED_OUT(Kind.PEER),
    /** The peer refused the connection (a TCP reset in answer to SYN). */
    CONNECTION_REFUSED(Kind.PEER),
    /** The network says that the peer cannot be reached. */
    UNREACHABLE(Kind.PEER),
    /** The peer ended the connection before it had said what was asked of it. */
    CONNECTION_CLOSED(Kind.PEER),
    /** The peer broke the protocol so that its answer cannot be used. */
    PROTOCOL_VIOLATION(Kind.PEER),
    /** The peer sent more than the bound on what is read. */
    TOO_MUCH_DATA(Kind.PEER),
    /** The name does not exist in the DNS (NXDOMAIN), or has no records of the kind that the next look needs. */
    NAME_NOT_FOUND(Kind.PEER),
    /** No DNS server answered in time. */
    DNS_TIMED_OUT(Kind.PEER),
    /** The DNS server answered SERVFAIL or another code that says that it could not find out (RFC 1035, section 4.1.1). */
    DNS_SERVER_FAILURE(Kind.PEER),
    /** The DNS server answered REFUSED (RFC 1035, section 4.1.1). */
    DNS_REFUSED(Kind.PEER),
    /** The DNS answer was malformed, did not belong to the question, or led round in a circle of aliases. */
    DNS_MALFORMED(Kind.PEER),
    /** The TLS handshake came to nothing, or what was sent in its place was not TLS. */
    TLS_FAILED(Kind.PEER),
    /** The peer put us off (a 4xx reply, RFC 5321, section 4.2.1, such as greylisting), and still did so when we came back. */
    TEMPORARILY_REFUSED(Kind.PEER),
    /** The peer said that it is too much: 421, or a text about rates. Nothing more was asked of it. */
    RATE_LIMITED(Kind.PEER),
    /** The peer refuses us, whatever we ask: by our address, our name or a list that has us (521 or 554 as its greeting). */
    CLIENT_REFUSED(Kind.PEER),
    /** The control failed that gives a refusal its meaning: a peer that refuses everybody has not shown that it refuses relaying. */
    NO_CONTROL(Kind.PEER),
    /** There are signs, but none that proves anything; see the suspicions. */
    UNPROVEN(Kind.PEER),

    /** The run was cancelled. */
    CANCELLED(Kind.OURS),
    /** The run's time was over. */
    DEADLINE_PASSED(Kind.OURS),
    /** One of our own {@link Limits} was spent or would not have let us go on in time. */
    LIMIT_REACHED(Kind.OURS),
    /** What was given as a target is none; the detail names the line. */
    MALFORMED_TARGET(Kind.OURS),
    /** This machine could not do it: no socket, no route for the source address, no resolver. */
    LOCAL_FAILURE(Kind.OURS),
    /** A check or probe broke its contract; the detail says how. The results of the others stand. */
    CHECK_BUG(Kind.OURS);

    /** Whose doing it is. */
    public enum Kind {
        /** Nothing was tried: a check ends {@link Outcome.Skipped}. */
        UNTRIED,
        /** The peer's or the network's doing: a check ends {@link Outcome.Inconclusive}, and the miss may be remembered. */
        PEER,
        /** Our own doing: a check ends {@link Outcome.Inconclusive}, and nobody else's run is told. */
        OURS
    }

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    /**
     * Whose doing this is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
