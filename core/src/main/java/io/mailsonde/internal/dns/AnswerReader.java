package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsAnswer.Kind;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.DnsRecord;
import io.mailsonde.dns.DnssecState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads the typed answer out of a message with RCODE NOERROR or NXDOMAIN. Only what stands on the way from the question's name along
 * its aliases is believed; everything else in the message is left where it is.
 *
 * <p>One reader reads one lookup: where a message ends on an alias without its records, the next message goes on from there.
 */
final class AnswerReader {
    /** The longest way along aliases that is followed. */
    static final int MOST_ALIASES = 16;

    /** What a message says. */
    sealed interface Reading {}

    /**
     * The whole answer.
     *
     * @param answer the answer, its DNSSEC state still open
     * @param ttl for how many seconds it may be kept
     */
    record Whole(DnsAnswer answer, long ttl) implements Reading {}

    /**
     * Aliases that lead to a name of which the message says nothing.
     *
     * @param next the name to ask for
     */
    record Onward(Name next) implements Reading {}

    /**
     * No answer.
     *
     * @param malformed whether the message contradicts itself; if not, the server did not resolve
     * @param why to be read after the server's address
     */
    record Unusable(boolean malformed, String why) implements Reading {}

    private final DnsQuestion question;
    private final boolean resolving;
    private final Set<Name> visited;
    private Name at;
    private long ttl = Integer.MAX_VALUE;

    /** For a question of the given name; {@code resolving} where the server is to find the answer and not to refer to others. */
    AnswerReader(DnsQuestion question, Name name, boolean resolving) {
        this.question = question;
        this.resolving = resolving;
        this.at = name;
        this.visited = new LinkedHashSet<>(List.of(name));
    }

    private AnswerReader(AnswerReader other) {
        question = other.question;
        resolving = other.resolving;
        at = other.at;
        ttl = other.ttl;
        visited = new LinkedHashSet<>(other.visited);
    }

    /** A reader that stands where this one stands, so that a message can be tried without losing the way. */
    AnswerReader fork() {
        return new AnswerReader(this);
    }

    Reading read(Message message) {
        List<Record> answers = message.getSection(Section.ANSWER);
        int type = question.type().code();
        List<Record> found = matching(answers, type);
        boolean moved = false;
        while (found.isEmpty() && type != Type.CNAME) {
            List<Record> aliases = matching(answers, Type.CNAME);
            if (aliases.isEmpty()) {
                break;
            }
            Name target = ((CNAMERecord) aliases.get(0)).getTarget();
            if (aliases.stream()
                    .anyMatch(other -> !((CNAMERecord) other).getTarget().equals(target))) {
                return new Unusable(true, "answered with several CNAME records at " + RecordReader.name(at));
            }
            if (!visited.add(target)) {
                return new Unusable(true, "answered with aliases in a circle at " + RecordReader.name(target));
            }
            if (visited.size() > MOST_ALIASES + 1) {
                return new Unusable(true, "answered with more than " + MOST_ALIASES + " aliases in a row");
            }
            keepFor(aliases);
            at = target;
            moved = true;
            found = matching(answers, type);
        }
        if (!found.isEmpty()) {
            if (message.getRcode() == Rcode.NXDOMAIN) {
                return new Unusable(true, "answered NXDOMAIN with records of " + RecordReader.name(at));
            }
            keepFor(found);
            return whole(message, Kind.RECORDS, found);
        }
        return read(message, moved);
    }

    private Reading read(Message message, boolean moved) {
        SOARecord zone = zone(message);
        if (message.getRcode() == Rcode.NXDOMAIN) {
            keepNegative(zone);
            return whole(message, Kind.NX_DOMAIN, List.of());
        }
        if (zone != null) {
            keepNegative(zone);
            return whole(message, Kind.NO_DATA, List.of());
        }
        if (moved && resolving) {
            return new Onward(at);
        }
        if (!moved && !message.getSection(Section.ANSWER).isEmpty()) {
            return new Unusable(true, "answered with records that do not belong to the question");
        }
        ttl = 0;
        if (moved) {
            return whole(message, Kind.REFERRAL, List.of());
        }
        boolean refers = !message.getHeader().getFlag(Flags.AA) && refers(message);
        if (refers && resolving) {
            return new Unusable(false, "referred to other servers instead of resolving");
        }
        return whole(message, refers ? Kind.REFERRAL : Kind.NO_DATA, List.of());
    }

    private Whole whole(Message message, Kind kind, List<Record> found) {
        List<String> aliases = visited.stream().skip(1).map(RecordReader::name).toList();
        List<DnsRecord> authority = new ArrayList<>();
        for (Record record : message.getSection(Section.AUTHORITY)) {
            if (authority.size() == DnsAnswer.MAX_RECORDS) {
                break;
            }
            if ((record instanceof SOARecord || record instanceof NSRecord) && encloses(record)) {
                authority.add(RecordReader.read(record));
            }
        }
        return new Whole(
                new DnsAnswer(
                        question,
                        kind,
                        aliases,
                        found.stream()
                                .limit(DnsAnswer.MAX_RECORDS)
                                .map(RecordReader::read)
                                .toList(),
                        Math.max(0, found.size() - DnsAnswer.MAX_RECORDS),
                        message.getHeader().getFlag(Flags.AA),
                        authority,
                        kind == Kind.REFERRAL ? glue(message, authority) : List.of(),
                        DnssecState.INDETERMINATE,
                        ""),
                ttl);
    }

    /** The addresses of the name servers that a referral names, and of no others. */
    private static List<DnsRecord.Address> glue(Message message, List<DnsRecord> authority) {
        Set<String> named = new LinkedHashSet<>();
        authority.forEach(record -> {
            if (record instanceof DnsRecord.NameServer server) {
                named.add(server.name());
            }
        });
        List<DnsRecord.Address> glue = new ArrayList<>();
        for (Record record : message.getSection(Section.ADDITIONAL)) {
            boolean address = record instanceof ARecord || record instanceof AAAARecord;
            if (address
                    && record.getDClass() == DClass.IN
                    && glue.size() < DnsAnswer.MAX_RECORDS
                    && named.contains(RecordReader.name(record.getName()))) {
                if (RecordReader.read(record) instanceof DnsRecord.Address known) {
                    glue.add(known);
                }
            }
        }
        return glue;
    }

    private List<Record> matching(List<Record> records, int type) {
        List<Record> matching = new ArrayList<>();
        for (Record record : records) {
            if (record.getType() == type
                    && record.getDClass() == DClass.IN
                    && record.getName().equals(at)) {
                matching.add(record);
            }
        }
        return matching;
    }

    /** The SOA record of a zone that the name lies in: the mark of a negative answer (RFC 2308, section 2). */
    private @Nullable SOARecord zone(Message message) {
        for (Record record : message.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord soa && encloses(soa)) {
                return soa;
            }
        }
        return null;
    }

    private boolean refers(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .anyMatch(record -> record instanceof NSRecord && encloses(record));
    }

    private boolean encloses(Record record) {
        return record.getDClass() == DClass.IN && at.subdomain(record.getName());
    }

    private void keepFor(List<Record> records) {
        records.forEach(record -> ttl = Math.min(ttl, RecordReader.ttl(record)));
    }

    /** RFC 2308, section 5: the lesser of the SOA record's own time and its minimum; without one, not at all. */
    private void keepNegative(@Nullable SOARecord zone) {
        ttl = zone == null ? 0 : Math.min(ttl, Math.min(RecordReader.ttl(zone), zone.getMinimum()));
    }
}
