package io.mailsonde.testkit.dns;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The records of one name and type. Each is kept as it goes out after the owner's name: type, class, time to live, length, data.
 */
final class RrSet {
    static final int CLASS_IN = 1;
    static final int CLASS_CHAOS = 3;
    /** Octets from the type to the data. */
    static final int FIXED = 10;
    /** Where the time to live stands, counted back from the data. */
    static final int TTL_BACK = 6;

    private final int type;
    private final byte[][] records;

    RrSet(int type, byte[]... records) {
        this.type = type;
        this.records = records;
    }

    int type() {
        return type;
    }

    /** The records themselves, not copies: whoever reads them does not write. */
    byte[][] records() {
        return records;
    }

    static byte[] record(int type, long ttl, byte[] rdata) {
        return ByteBuffer.allocate(FIXED + rdata.length)
                .putShort((short) type)
                .putShort((short) CLASS_IN)
                .putInt((int) ttl)
                .putShort((short) rdata.length)
                .put(rdata)
                .array();
    }

    RrSet plus(byte[] record) {
        for (byte[] known : records) {
            if (Arrays.equals(known, record)) {
                return this;
            }
        }
        byte[][] more = Arrays.copyOf(records, records.length + 1);
        more[records.length] = record;
        return new RrSet(type, more);
    }

    /** The type that an RRSIG record covers: the first field of its data. */
    static int covered(byte[] rrsig) {
        return rrsig.length < FIXED + 2 ? 0 : Records.u16(rrsig, FIXED);
    }
}
