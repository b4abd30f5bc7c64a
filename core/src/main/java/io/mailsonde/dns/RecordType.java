package io.mailsonde.dns;

import java.util.Optional;

/** Types of DNS records that mail security asks for (IANA registry "DNS Parameters", resource record types). */
public enum RecordType {
    /** IPv4 address (RFC 1035, section 3.4.1). */
    A(1),
    /** Name server of a zone (RFC 1035, section 3.3.11). */
    NS(2),
    /** Canonical name of an alias (RFC 1035, section 3.3.1). */
    CNAME(5),
    /** Start of authority (RFC 1035, section 3.3.13). */
    SOA(6),
    /** Name of an address (RFC 1035, section 3.3.12). */
    PTR(12),
    /** Mail exchanger (RFC 1035, section 3.3.9; RFC 7505 for the null MX). */
    MX(15),
    /** Text (RFC 1035, section 3.3.14). */
    TXT(16),
    /** IPv6 address (RFC 3596, section 2.1). */
    AAAA(28),
    /** Delegation signer (RFC 4034, section 5). */
    DS(43),
    /** Public key of a zone (RFC 4034, section 2). */
    DNSKEY(48),
    /** Certificate association (RFC 6698, section 2). */
    TLSA(52),
    /** Certification authority authorisation (RFC 8659). */
    CAA(257);

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /**
     * The number on the wire.
     *
     * @return 1 to 65535
     */
    public int code() {
        return code;
    }

    /**
     * The type of a number.
     *
     * @param code the number on the wire
     * @return the type, or empty where this list has none
     */
    public static Optional<RecordType> ofCode(int code) {
        for (RecordType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
