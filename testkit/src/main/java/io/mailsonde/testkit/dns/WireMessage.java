package io.mailsonde.testkit.dns;

import java.util.Arrays;

/**
 * Writes one answer after the other into a buffer that grows and is kept. Records go in the order of the sections. Owner names are
 * compressed to a pointer where the caller knows an earlier place (RFC 1035, section 4.1.4).
 */
final class WireMessage {
    /** An offset that stands for "nowhere": the owner is written in full. */
    static final int NOWHERE = 0;

    private static final int POINTER = 0xC000;
    private static final int MAX_POINTER = 0x3FFF;
    private static final int OPT_OCTETS = 11;
    private static final int OUR_UDP_SIZE = 1232;

    private byte[] buffer = new byte[512];
    private int position;
    private int limit;
    private int questionEnd;
    private boolean hasEdns;
    private boolean dnssecOk;
    private boolean overflowed;
    private int flags;

    /** Begins the answer to a query: its id and question, the flags RD and CD as asked, the others as given. */
    void begin(Query query, int answerFlags) {
        hasEdns = query.hasEdns;
        dnssecOk = query.dnssecOk;
        limit = query.room() - (hasEdns ? OPT_OCTETS : 0);
        overflowed = false;
        flags = Query.QR | answerFlags | (query.flags & (Query.OPCODE | Query.RD | Query.CD));
        position = 0;
        questionEnd = query.questionEnd;
        ensure(questionEnd);
        System.arraycopy(query.wire, 0, buffer, 0, questionEnd);
        position = questionEnd;
        clearCounts();
    }

    /** Writes a record whose owner is a pointer to an offset, or a whole name; answers where its data begins. */
    int record(Section section, int ownerAt, WireName owner, byte[] fixedAndData) {
        boolean pointer = ownerAt >= Query.HEADER && ownerAt <= MAX_POINTER && !owner.isRoot();
        int nameOctets = pointer ? 2 : owner.length();
        int size = nameOctets + fixedAndData.length;
        if (overflowed || position + size > limit) {
            overflowed |= section != Section.ADDITIONAL;
            return NOWHERE;
        }
        ensure(size);
        if (pointer) {
            Records.put16(buffer, position, POINTER | ownerAt);
        } else {
            owner.copyTo(buffer, position);
        }
        position += nameOctets;
        System.arraycopy(fixedAndData, 0, buffer, position, fixedAndData.length);
        position += fixedAndData.length;
        count(section);
        return position - fixedAndData.length + RrSet.FIXED;
    }

    /** Overwrites the time to live of the record whose data begins at an offset. */
    void ttl(int dataAt, long ttl) {
        if (dataAt != NOWHERE) {
            Records.put16(buffer, dataAt - RrSet.TTL_BACK, (int) (ttl >> 16));
            Records.put16(buffer, dataAt - RrSet.TTL_BACK + 2, (int) ttl);
        }
    }

    void clearFlag(int flag) {
        flags &= ~flag;
    }

    /** Ends the message; what did not fit becomes an answer with TC and no records (RFC 2181, section 9). */
    int finish(int rcode) {
        if (overflowed) {
            position = questionEnd;
            clearCounts();
            flags |= Query.TC;
        }
        Records.put16(buffer, 2, flags | (rcode & 0xF));
        Records.put16(buffer, 4, questionEnd > Query.HEADER ? 1 : 0);
        if (hasEdns) {
            ensure(OPT_OCTETS);
            count(Section.ADDITIONAL);
            buffer[position] = 0;
            Records.put16(buffer, position + 1, RrType.OPT);
            Records.put16(buffer, position + 3, OUR_UDP_SIZE);
            Records.put16(buffer, position + 5, rcode >> 4 << 8);
            Records.put16(buffer, position + 7, dnssecOk ? Query.DO : 0);
            Records.put16(buffer, position + 9, 0);
            position += OPT_OCTETS;
        }
        return position;
    }

    /** The buffer; valid until the next message begins. */
    byte[] buffer() {
        return buffer;
    }

    byte[] toOctets() {
        return Arrays.copyOf(buffer, position);
    }

    private void count(Section section) {
        Records.put16(buffer, section.countAt(), Records.u16(buffer, section.countAt()) + 1);
    }

    private void clearCounts() {
        Arrays.fill(buffer, Section.ANSWER.countAt(), Query.HEADER, (byte) 0);
    }

    private void ensure(int more) {
        if (position + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + more));
        }
    }
}
