package io.mailsonde.testkit.dns.client;

import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.Zone;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;

/** A zone signed in memory (ECDSA P-256, NSEC) and put into a scripted server's records. */
final class SignedZone {
    static final long TTL = 300;

    private final Zone served;
    private final Name apex;
    private final KeyPair pair;
    private final DNSKEYRecord key;
    private final Instant since;
    private final Instant until;

    SignedZone(Zone served, String apex) {
        this(
                served,
                apex,
                Instant.now().minus(Duration.ofHours(1)),
                Instant.now().plus(Duration.ofDays(1)));
    }

    SignedZone(Zone served, String apex, Instant since, Instant until) {
        this.served = served;
        this.apex = name(apex);
        this.since = since;
        this.until = until;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
            key = new DNSKEYRecord(
                    this.apex,
                    DClass.IN,
                    TTL,
                    DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                    DNSKEYRecord.Protocol.DNSSEC,
                    DNSSEC.Algorithm.ECDSAP256SHA256,
                    pair.getPublic());
        } catch (GeneralSecurityException | DNSSEC.DNSSECException impossible) {
            throw new AssertionError(impossible);
        }
        served.remove(apex, RrType.SOA);
        set(new SOARecord(this.apex, DClass.IN, TTL, name("ns.invalid"), name("hostmaster.invalid"), 1, 2, 3, 4, TTL));
        set(key);
    }

    static Name name(String text) {
        try {
            return text.equals(".") ? Name.root : Name.fromString(text + ".");
        } catch (TextParseException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }

    /** The trust anchor, or what the parent says. */
    DSRecord ds() {
        return new DSRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, key);
    }

    String anchor() {
        return ds().toString();
    }

    /** Adds a set of records with its signature. */
    SignedZone set(Record... records) {
        RRset set = new RRset(records);
        Arrays.stream(records).forEach(this::put);
        put(sign(set));
        return this;
    }

    /** The signature of records that are perhaps not those that are served. */
    RRSIGRecord sign(RRset set) {
        try {
            return DNSSEC.sign(set, key, pair.getPrivate(), since, until);
        } catch (DNSSEC.DNSSECException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void put(Record record) {
        String owner = record.getName().toString();
        served.raw(owner, record.getTTL(), new RrType(record.getType()), record.rdataToWireCanonical());
    }

    /** Adds an NSEC record: between this name and the next there is none, and here are these types and no others. */
    SignedZone nsec(String owner, String next, int... types) {
        List<Integer> all = new ArrayList<>(Arrays.stream(types).boxed().toList());
        all.add(org.xbill.DNS.Type.RRSIG);
        all.add(org.xbill.DNS.Type.NSEC);
        int[] bits = all.stream().mapToInt(Integer::intValue).toArray();
        return set(new NSECRecord(name(owner), DClass.IN, TTL, name(next), bits));
    }
}
