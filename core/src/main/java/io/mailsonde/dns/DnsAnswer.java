package io.mailsonde.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a DNS server answered: records, or the statement that there are none. Failures are not answers; they are misses.
 *
 * @param question what was asked
 * @param kind which kind of answer
 * @param aliases the targets of the CNAME records that led from the question's name to the records, in order; empty without aliases
 * @param records the records of the asked type at the end of the aliases; empty unless the kind is {@link Kind#RECORDS}
 * @param left how many more such records the answer held: {@value #MAX_RECORDS} at most are kept
 * @param authoritative whether the server says that it is an authority for the name (AA, RFC 1035, section 4.1.1)
 * @param authority the SOA and NS records of the authority section whose zone encloses the name: the zone of a negative answer, the
 *     name servers of a referral
 * @param additional the addresses that a referral gives for the name servers that it names (glue); otherwise empty
 * @param dnssec what DNSSEC says of the answer
 * @param dnssecDetail why it is in that state; empty where there is nothing to say
 */
public record DnsAnswer(
        DnsQuestion question,
        Kind kind,
        List<String> aliases,
        List<DnsRecord> records,
        int left,
        boolean authoritative,
        List<DnsRecord> authority,
        List<DnsRecord.Address> additional,
        DnssecState dnssec,
        String dnssecDetail) {

    /** The most records that are kept of an answer: a peer must not decide how much memory it costs. */
    public static final int MAX_RECORDS = 256;

    /** The kinds of answer (RFC 2308, section 2). */
    public enum Kind {
        /** There are records of the asked type. */
        RECORDS,
        /** The name exists but has no records of the asked type (NODATA). */
        NO_DATA,
        /** The name, or the alias that it leads to, does not exist (NXDOMAIN). */
        NX_DOMAIN,
        /**
         * The server leads on without answering: it names other servers that should know (the authority section), or an alias of
         * whose target it says nothing. Only where a server was asked without recursion.
         */
        REFERRAL
    }

    /** Copies the lists. */
    public DnsAnswer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(dnssec, "dnssec");
        Objects.requireNonNull(dnssecDetail, "dnssecDetail");
        aliases = List.copyOf(aliases);
        if (records.size() > MAX_RECORDS) {
            left += records.size() - MAX_RECORDS;
            records = records.subList(0, MAX_RECORDS);
        }
        records = List.copyOf(records);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
        if (records.isEmpty() == (kind == Kind.RECORDS)) {
            throw new IllegalArgumentException(kind + " with " + records.size() + " records");
        }
    }

    /**
     * The same answer with fewer records.
     *
     * @param most how many to keep, at least 1
     * @param first which ones to keep before all others
     * @return the answer, those first, else in its order; itself if it has no more records than that
     */
    public DnsAnswer trimmed(int most, Predicate<DnsRecord> first) {
        if (records.size() <= most) {
            return this;
        }
        List<DnsRecord> kept =
                new ArrayList<>(records.stream().filter(first).limit(most).toList());
        records.stream().filter(first.negate()).limit(most - kept.size()).forEach(kept::add);
        return new DnsAnswer(
                question,
                kind,
                aliases,
                kept,
                left + records.size() - kept.size(),
                authoritative,
                authority,
                additional,
                dnssec,
                dnssecDetail);
    }

    /**
     * The records of one Java type.
     *
     * @param type such as {@code DnsRecord.Pointer.class}
     * @return those records, in the order of the answer
     * @param <R> the type
     */
    public <R extends DnsRecord> List<R> records(Class<R> type) {
        List<R> found = new ArrayList<>(records.size());
        for (DnsRecord one : records) {
            if (type.isInstance(one)) {
                found.add(type.cast(one));
            }
        }
        return Collections.unmodifiableList(found);
    }
}
