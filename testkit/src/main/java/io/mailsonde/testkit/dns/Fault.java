package io.mailsonde.testkit.dns;

/** Effects without parameters. */
public enum Fault implements Effect {
    /** No fault, the honest answer: for scripts in which some questions fare well. */
    NONE,

    /** No answer: a dead server, or a firewall that drops. Over TCP the connection stays open. */
    SILENCE,
    /** The honest answer twice: networks that duplicate datagrams. */
    DUPLICATE,
    /** The answer comes from another port: NAT that rewrites badly, or a spoofer off the path. Over TCP: no fault. */
    WRONG_PORT,
    /**
     * The answer comes from another address: a server with several addresses that answers from the wrong one. On a loopback address of IPv4
     * it is a neighbour in 127/8 with the same port where that is free; elsewhere it is another port. Over TCP: no fault.
     */
    WRONG_ADDRESS,

    /** The id is another one: late answers and blind spoofers (RFC 5452). */
    WRONG_ID,
    /** QR is clear, so that the answer looks like a query: reflectors and echo services. */
    NOT_A_RESPONSE,
    /** The question section is empty: old servers, which mostly do so in errors. */
    NO_QUESTION,
    /** The name comes back in lower case: servers that fold case, against which mixed case as a nonce (0x20) fails. */
    CASE_LOST,
    /** AA is clear: a lame server that answers from a cache. */
    NOT_AUTHORITATIVE,
    /** RA is clear: a server that does not resolve for others. */
    NO_RECURSION,

    /** TC and no records over UDP, the honest answer over TCP: an answer too large for the path (RFC 7766). */
    TRUNCATED,
    /** TC with the first of the records over UDP, the honest answer over TCP: records that look complete and are not (RFC 2181, section 9). */
    TRUNCATED_PARTIAL,
    /** TC over UDP and over TCP: a broken server, on which a client may loop. */
    TRUNCATED_ALWAYS,

    /** NOERROR without any record, SOA included: load balancers that do not know the type (RFC 2308, section 2.2, type 3). */
    EMPTY_ANSWER,
    /** Only the first alias and not what it leads to: an authority that does not hold the target's zone. */
    CNAME_ONLY,
    /** Two aliases that point at each other: a slip in a zone (RFC 1034, section 3.6.2). */
    CNAME_LOOP,
    /** A referral to the root, not authoritative: the classic lame server, which knows nothing of the zone. */
    UPWARD_REFERRAL,
    /** The records are of class CH instead of IN: damaged or forged answers. */
    CLASS_CHAOS,

    /** An owner name that is a pointer to itself: an attack on decompression (RFC 9267, section 2). */
    COMPRESSION_LOOP,
    /** An owner name that is a pointer forwards; pointers go to prior names only (RFC 1035, section 4.1.4). */
    COMPRESSION_FORWARD,
    /** An owner name that is a pointer past the end of the message: an attack on bounds checks (RFC 9267, section 2). */
    COMPRESSION_PAST_END,
    /** An owner name with the reserved label type 10 (RFC 1035, section 4.1.4; RFC 6891, section 5). */
    RESERVED_LABEL,
    /** An owner name of more than 255 octets (RFC 9267, section 4). */
    NAME_TOO_LONG,
    /** The header counts 65535 answers (RFC 9267, section 6). */
    INFLATED_COUNT,
    /** A record whose length goes past the end of the message (RFC 9267, section 5). */
    RDLENGTH_OVERRUN,
    /** Sixteen octets after the end of the message: padding by broken middleboxes. */
    TRAILING_BYTES,

    /** FORMERR to a question with EDNS, the honest answer without: servers older than EDNS (RFC 6891, section 7). */
    EDNS_FORMERR,
    /** EDNS is ignored: no OPT record and 512 octets, as from servers older than EDNS. */
    EDNS_IGNORED,
    /** No answer to a question with EDNS, the honest answer without: firewalls that drop EDNS (what the DNS flag day of 2019 ended). */
    EDNS_DROPPED,

    /** The honest answer filled up to 65535 octets over TCP, TC over UDP: the largest message there is. */
    OVERSIZED,
    /** TCP is closed after the question: servers with a full connection table. Over UDP: TC. */
    TCP_CLOSE,
    /** TCP is reset after the question: firewalls that answer with RST. Over UDP: TC. */
    TCP_RESET,
    /** TCP is closed in the middle of the answer: a server that restarts. Over UDP: TC. */
    TCP_CLOSE_MIDWAY,
    /** Half of the answer over TCP and then nothing, the connection open: a path that loses large packets. Over UDP: TC. */
    TCP_STALL;

    boolean needsTcp() {
        return compareTo(OVERSIZED) > 0;
    }
}
