package io.mailsonde.internal.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The keys where DNSSEC validation begins (RFC 4033, section 2): DS or DNSKEY records of the root, or of any other zone. */
public final class TrustAnchors {
    /** No trust anchors: every answer's state is indeterminate, and nothing is asked for it. */
    public static final TrustAnchors NONE = new TrustAnchors(List.of());

    /** The root's two keys that IANA publishes: of 2017 and of 2024. */
    public static final TrustAnchors ROOT = ofLines(List.of(
            ". 3600 IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
            ". 3600 IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16"));

    private final List<Record> records;

    private TrustAnchors(List<Record> records) {
        this.records = List.copyOf(records);
    }

    /**
     * Anchors from lines as they stand in zone files.
     *
     * @param lines DS or DNSKEY records with absolute owner names; the time to live and the class may be left out
     * @return the anchors
     * @throws IllegalArgumentException if a line is anything else
     */
    public static TrustAnchors ofLines(Collection<String> lines) {
        List<Record> records = new ArrayList<>();
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
        try (Master master = new Master(new ByteArrayInputStream(text), Name.root, 3600)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                if (record.getDClass() != DClass.IN
                        || !(record instanceof DSRecord || record instanceof DNSKEYRecord)) {
                    throw new IllegalArgumentException("a trust anchor is a DS or DNSKEY record, not: " + record);
                }
                records.add(record);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("no trust anchor: " + unreadable.getMessage(), unreadable);
        }
        return new TrustAnchors(records);
    }

    /** The closest anchored zone that a name lies in. */
    Optional<Name> above(Name name) {
        Name closest = null;
        for (Record record : records) {
            Name anchor = record.getName();
            if (name.subdomain(anchor) && (closest == null || anchor.labels() > closest.labels())) {
                closest = anchor;
            }
        }
        return Optional.ofNullable(closest);
    }

    /**
     * The records.
     *
     * @return DS and DNSKEY records; empty for {@link #NONE}
     */
    List<Record> records() {
        return records;
    }
}
