package io.mailsonde.testkit.dns;

import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * One question as it stands on the wire. A thread that receives reads each datagram into the same object; whoever keeps one for later takes
 * a {@link #copy()}.
 */
final class Query {
    static final int HEADER = 12;
    static final int QR = 0x8000;
    static final int AA = 0x0400;
    static final int TC = 0x0200;
    static final int RD = 0x0100;
    static final int CD = 0x0010;
    static final int OPCODE = 0x7800;
    static final int DO = 0x8000;

    private static final int PLAIN_UDP = 512;
    private static final int MAX_MESSAGE = 0xFFFF;
    /** What fits into one IPv4 datagram. */
    private static final int MAX_UDP = 65_507;

    private static final int CLASS_ANY = 255;

    /** What to do with a message. */
    enum Verdict {
        /** Answer it. */
        QUESTION,
        /** Say FORMERR. */
        MALFORMED,
        /** Say NOTIMP. */
        NOT_A_QUERY,
        /** Say REFUSED: a class other than IN. */
        OTHER_CLASS,
        /** Say BADVERS. */
        OTHER_EDNS,
        /** Say nothing: it has no header, or is itself an answer. */
        IGNORED
    }

    final WireName name = WireName.cursor();
    byte[] wire = new byte[0];
    int id;
    int flags;
    int type;
    /** Where the question section ends; {@link #HEADER} where it cannot be read. */
    int questionEnd;

    boolean hasEdns;
    int ednsSize;
    boolean dnssecOk;
    Transport transport = Transport.UDP;
    InetSocketAddress source = new InetSocketAddress(0);
    long nanos;

    Verdict read(byte[] buffer, int length, Transport how, InetSocketAddress from, long now) {
        wire = buffer;
        transport = how;
        source = from;
        nanos = now;
        questionEnd = HEADER;
        hasEdns = false;
        dnssecOk = false;
        ednsSize = 0;
        if (length < HEADER) {
            return Verdict.IGNORED;
        }
        id = u16(0);
        flags = u16(2);
        if ((flags & QR) != 0) {
            return Verdict.IGNORED;
        }
        if ((flags & OPCODE) != 0) {
            return Verdict.NOT_A_QUERY;
        }
        int nameEnd = WireName.end(buffer, HEADER, length);
        if (u16(4) != 1 || nameEnd < 0 || nameEnd + 4 > length) {
            return Verdict.MALFORMED;
        }
        name.aim(buffer, HEADER, nameEnd - HEADER);
        type = u16(nameEnd);
        int dnsClass = u16(nameEnd + 2);
        questionEnd = nameEnd + 4;
        return readRecords(length, u16(6) + u16(8) + u16(10), dnsClass);
    }

    private Verdict readRecords(int length, int count, int dnsClass) {
        int version = 0;
        int pos = questionEnd;
        for (int i = 0; i < count; i++) {
            int owner = pos;
            pos = Records.skipName(wire, pos, length);
            if (pos < 0 || pos + RrSet.FIXED > length) {
                return Verdict.MALFORMED;
            }
            if (u16(pos) == RrType.OPT) {
                if (hasEdns || wire[owner] != 0) {
                    return Verdict.MALFORMED;
                }
                hasEdns = true;
                ednsSize = u16(pos + 2);
                version = wire[pos + 5] & 0xFF;
                dnssecOk = (u16(pos + 6) & DO) != 0;
            }
            pos += RrSet.FIXED + u16(pos + 8);
            if (pos > length) {
                return Verdict.MALFORMED;
            }
        }
        if (version != 0) {
            return Verdict.OTHER_EDNS;
        }
        return dnsClass == RrSet.CLASS_IN || dnsClass == CLASS_ANY ? Verdict.QUESTION : Verdict.OTHER_CLASS;
    }

    /** The longest answer that may go back: what the client's EDNS says, 512 octets without, or what TCP can carry. */
    int room() {
        if (transport == Transport.TCP) {
            return MAX_MESSAGE;
        }
        return hasEdns ? Math.min(MAX_UDP, Math.max(PLAIN_UDP, ednsSize)) : PLAIN_UDP;
    }

    Query copy() {
        return with(Arrays.copyOf(wire, questionEnd));
    }

    /** The same query about another name. */
    Query about(WireName other) {
        byte[] changed = new byte[HEADER + other.length() + 4];
        System.arraycopy(wire, 0, changed, 0, HEADER);
        other.copyTo(changed, HEADER);
        System.arraycopy(wire, questionEnd - 4, changed, changed.length - 4, 4);
        return with(changed);
    }

    /** The same query as if it had come without an OPT record. */
    Query withoutEdns() {
        Query plain = copy();
        plain.hasEdns = false;
        plain.ednsSize = 0;
        plain.dnssecOk = false;
        return plain;
    }

    /** The same query with nothing to copy into the question section of the answer. */
    Query withoutQuestion() {
        Query bare = with(Arrays.copyOf(wire, HEADER));
        bare.name.aim(name.toOctets(), 0, name.length());
        return bare;
    }

    private Query with(byte[] octets) {
        Query other = new Query();
        other.wire = octets;
        other.id = id;
        other.flags = flags;
        other.type = type;
        other.questionEnd = octets.length;
        other.hasEdns = hasEdns;
        other.ednsSize = ednsSize;
        other.dnssecOk = dnssecOk;
        other.transport = transport;
        other.source = source;
        other.nanos = nanos;
        if (octets.length > HEADER) {
            other.name.aim(octets, HEADER, octets.length - HEADER - 4);
        }
        return other;
    }

    private int u16(int at) {
        return Records.u16(wire, at);
    }
}
