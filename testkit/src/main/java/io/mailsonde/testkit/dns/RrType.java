package io.mailsonde.testkit.dns;

import java.util.Map;

/**
 * A type of resource record: any number, with constants for the common ones (IANA registry "DNS Parameters").
 *
 * @param code the number on the wire, 0 to 65535
 */
public record RrType(int code) {
    /** IPv4 address (RFC 1035). */
    public static final RrType A = new RrType(1);

    /** Name server (RFC 1035). */
    public static final RrType NS = new RrType(2);

    /** Canonical name of an alias (RFC 1035). */
    public static final RrType CNAME = new RrType(5);

    /** Start of authority (RFC 1035). */
    public static final RrType SOA = new RrType(6);

    /** Name of an address (RFC 1035). */
    public static final RrType PTR = new RrType(12);

    /** Mail exchanger (RFC 1035, RFC 7505). */
    public static final RrType MX = new RrType(15);

    /** Text (RFC 1035). */
    public static final RrType TXT = new RrType(16);

    /** IPv6 address (RFC 3596). */
    public static final RrType AAAA = new RrType(28);

    /** Location of a service (RFC 2782). */
    public static final RrType SRV = new RrType(33);

    /** Redirection of a subtree (RFC 6672). This server hands it out and does not follow it. */
    public static final RrType DNAME = new RrType(39);

    /** Delegation signer (RFC 4034). */
    public static final RrType DS = new RrType(43);

    /** Signature (RFC 4034). */
    public static final RrType RRSIG = new RrType(46);

    /** Next name, for signed denials (RFC 4034). */
    public static final RrType NSEC = new RrType(47);

    /** Public key of a zone (RFC 4034). */
    public static final RrType DNSKEY = new RrType(48);

    /** Certificate association (RFC 6698). */
    public static final RrType TLSA = new RrType(52);

    /** All records of a name; only in questions (RFC 1035, section 3.2.3). */
    public static final RrType ANY = new RrType(255);

    /** Certification authority authorisation (RFC 8659). */
    public static final RrType CAA = new RrType(257);

    static final int OPT = 41;

    private static final Map<Integer, String> MNEMONICS = Map.ofEntries(
            Map.entry(1, "A"),
            Map.entry(2, "NS"),
            Map.entry(5, "CNAME"),
            Map.entry(6, "SOA"),
            Map.entry(12, "PTR"),
            Map.entry(15, "MX"),
            Map.entry(16, "TXT"),
            Map.entry(28, "AAAA"),
            Map.entry(33, "SRV"),
            Map.entry(39, "DNAME"),
            Map.entry(43, "DS"),
            Map.entry(46, "RRSIG"),
            Map.entry(47, "NSEC"),
            Map.entry(48, "DNSKEY"),
            Map.entry(52, "TLSA"),
            Map.entry(255, "ANY"),
            Map.entry(257, "CAA"));

    /**
     * A type by its number.
     *
     * @param code the number on the wire, 0 to 65535
     * @throws IllegalArgumentException if the number is out of range
     */
    public RrType {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("a record type is 0 to 65535, not " + code);
        }
    }

    /** The mnemonic, or the form of RFC 3597, section 5, such as {@code TYPE65280}. */
    @Override
    public String toString() {
        return MNEMONICS.getOrDefault(code, "TYPE" + code);
    }
}
