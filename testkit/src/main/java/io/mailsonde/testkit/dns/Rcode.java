package io.mailsonde.testkit.dns;

/**
 * A response code other than NOERROR (RFC 1035, section 4.1.1; RFC 6895, section 2.3), and the effect of answering with it: the question, the
 * code and no records, so NXDOMAIN comes without the SOA that would let it be cached.
 */
public enum Rcode implements Effect {
    /** The server says that it did not understand: old servers and middleboxes that meet EDNS, 0x20 or an unknown type. */
    FORMERR(1),
    /** The server says that it failed: a dead or lame authority behind a resolver, or a failed DNSSEC validation. */
    SERVFAIL(2),
    /** The name does not exist: also what broken servers say for an empty non-terminal (RFC 8020). */
    NXDOMAIN(3),
    /** The server does not implement this: load balancers that know only A and say so for every other type. */
    NOTIMP(4),
    /** The server will not answer: lame delegations, and resolvers that do not serve this client (DNSBLs behind public resolvers). */
    REFUSED(5),
    /** A name exists that should not: what a DNAME that makes too long a name gives (RFC 6672, section 2.2). */
    YXDOMAIN(6),
    /** The server is not authoritative for the zone (RFC 2136): some lame servers. */
    NOTAUTH(9),
    /** The EDNS version is not known (RFC 6891, section 6.1.3); sent as 0 where the question has no OPT record to carry it. */
    BADVERS(16);

    private final int code;

    Rcode(int code) {
        this.code = code;
    }

    /**
     * The number.
     *
     * @return 1 to 4095; above 15 the upper bits travel in the OPT record
     */
    public int code() {
        return code;
    }
}
