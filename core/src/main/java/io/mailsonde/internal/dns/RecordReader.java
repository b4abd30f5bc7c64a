package io.mailsonde.internal.dns;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.dns.DnsRecord;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** From dnsjava's names and records to ours, and back for names. */
final class RecordReader {
    private RecordReader() {}

    /**
     * A name of ours as dnsjava's.
     *
     * @throws TextParseException if no such name can be: a label over 63 bytes, a name over 255, a wrong escape
     */
    static Name name(String canonical) throws TextParseException {
        return canonical.equals(".") ? Name.root : Name.fromString(canonical + ".");
    }

    static String name(Name name) {
        return DnsNames.canonical(name.toString());
    }

    /** How long a record may be kept, in seconds; what does not fit the field counts as zero (RFC 2181, section 8). */
    static long ttl(Record record) {
        long ttl = record.getTTL();
        return ttl < 0 || ttl > Integer.MAX_VALUE ? 0 : ttl;
    }

    static DnsRecord read(Record record) {
        String owner = name(record.getName());
        long ttl = ttl(record);
        if (record instanceof ARecord a) {
            return new DnsRecord.Address(owner, ttl, a.getAddress());
        } else if (record instanceof AAAARecord aaaa && aaaa.getAddress() instanceof Inet6Address address) {
            // an IPv4-mapped address is none that a host is reached at over IPv6, and must not confirm an IPv4 one
            return new DnsRecord.Address(owner, ttl, address);
        } else if (record instanceof PTRRecord ptr) {
            return new DnsRecord.Pointer(owner, ttl, name(ptr.getTarget()));
        } else if (record instanceof CNAMERecord cname) {
            return new DnsRecord.Alias(owner, ttl, name(cname.getTarget()));
        } else if (record instanceof MXRecord mx) {
            return new DnsRecord.MailExchanger(owner, ttl, mx.getPriority(), name(mx.getTarget()));
        } else if (record instanceof NSRecord ns) {
            return new DnsRecord.NameServer(owner, ttl, name(ns.getTarget()));
        } else if (record instanceof SOARecord soa) {
            return new DnsRecord.StartOfAuthority(
                    owner, ttl, name(soa.getHost()), name(soa.getAdmin()), soa.getSerial(), soa.getMinimum());
        } else if (record instanceof TXTRecord txt) {
            List<String> strings = new ArrayList<>();
            txt.getStringsAsByteArrays().forEach(bytes -> strings.add(new String(bytes, StandardCharsets.ISO_8859_1)));
            return new DnsRecord.Text(owner, ttl, strings);
        }
        return new DnsRecord.Other(owner, ttl, record.getType(), record.rdataToString());
    }
}
