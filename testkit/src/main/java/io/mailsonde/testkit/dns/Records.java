package io.mailsonde.testkit.dns;

/** Walks over the records of a message. */
final class Records {
    private Records() {}

    static int u16(byte[] wire, int at) {
        return ((wire[at] & 0xFF) << 8) | (wire[at + 1] & 0xFF);
    }

    static void put16(byte[] wire, int at, int value) {
        wire[at] = (byte) (value >> 8);
        wire[at + 1] = (byte) value;
    }

    /** Where a possibly compressed name ends, without following its pointer; negative where it does not. */
    static int skipName(byte[] wire, int at, int limit) {
        int pos = at;
        while (pos < limit) {
            int size = wire[pos] & 0xFF;
            if (size == 0) {
                return pos + 1;
            }
            if (size >= 0xC0) {
                return pos + 2 <= limit ? pos + 2 : -1;
            }
            if (size > WireName.MAX_LABEL) {
                return -1;
            }
            pos += size + 1;
        }
        return -1;
    }

    /** Where a number of records end, in a sound message. */
    static int skip(byte[] wire, int at, int count) {
        int pos = at;
        for (int i = 0; i < count; i++) {
            pos = skipName(wire, pos, wire.length);
            pos += RrSet.FIXED + u16(wire, pos + 8);
        }
        return pos;
    }
}
