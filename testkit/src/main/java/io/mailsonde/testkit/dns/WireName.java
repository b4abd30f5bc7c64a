package io.mailsonde.testkit.dns;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A domain name in uncompressed wire form (RFC 1035, section 3.1), equal to another without regard to ASCII case (RFC 4343). It may be a view
 * into somebody's buffer: {@link #copy()} before keeping it longer than the buffer's content.
 */
final class WireName {
    static final int MAX_OCTETS = 255;
    static final int MAX_LABEL = 63;

    private static final byte[] LOWER = lowerTable();
    /** After the table, which its hash needs. */
    static final WireName ROOT = new WireName(new byte[1], 0, 1);

    private byte[] octets;
    private int offset;
    private int length;
    private int hash;

    private WireName(byte[] octets, int offset, int length) {
        this.octets = octets;
        this.offset = offset;
        this.length = length;
        this.hash = hash(octets, offset, length);
    }

    private static byte[] lowerTable() {
        byte[] lower = new byte[256];
        for (int i = 0; i < 256; i++) {
            lower[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
        return lower;
    }

    /** A name to be aimed at a buffer again and again, so that looking up a question allocates nothing. */
    static WireName cursor() {
        return new WireName(new byte[1], 0, 1);
    }

    void aim(byte[] buffer, int at, int size) {
        octets = buffer;
        offset = at;
        length = size;
        hash = hash(buffer, at, size);
    }

    /** Reads presentation form (RFC 1035, section 5.1): escapes {@code \.} and {@code \DDD}, final dot optional. */
    static WireName of(String text) {
        if (text.equals(".")) {
            return ROOT;
        }
        byte[] wire = new byte[MAX_OCTETS + 1];
        int label = 0;
        int at = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                wire[label] = (byte) checkedLabel(at - label - 1, text);
                label = at++;
            } else {
                int octet = c;
                if (c == '\\') {
                    octet = escaped(text, i);
                    i += Character.isDigit(text.charAt(i + 1)) ? 3 : 1;
                }
                if (octet > 0xFF || (octet == c && c > 0x7E)) {
                    throw new IllegalArgumentException("not ASCII (use A-labels or \\DDD): " + text);
                }
                wire[at++] = (byte) octet;
            }
            if (at > MAX_OCTETS) {
                throw new IllegalArgumentException("a name has at most 255 octets: " + text);
            }
        }
        if (at - label > 1) {
            wire[label] = (byte) checkedLabel(at - label - 1, text);
            label = at++;
        } else if (text.isEmpty()) {
            throw new IllegalArgumentException("a name is not empty; the root is \".\"");
        }
        if (at > MAX_OCTETS) {
            throw new IllegalArgumentException("a name has at most 255 octets: " + text);
        }
        wire[label] = 0;
        return new WireName(Arrays.copyOf(wire, at), 0, at);
    }

    private static int checkedLabel(int size, String text) {
        if (size < 1 || size > MAX_LABEL) {
            throw new IllegalArgumentException("a label has 1 to 63 octets: " + text);
        }
        return size;
    }

    private static int escaped(String text, int backslash) {
        int next = backslash + 1;
        if (next < text.length() && !Character.isDigit(text.charAt(next))) {
            return text.charAt(next);
        }
        if (next + 3 > text.length()) {
            throw new IllegalArgumentException("an unfinished escape: " + text);
        }
        return Integer.parseInt(text.substring(next, next + 3));
    }

    /** The uncompressed name that fills or begins a record's data, or null where there is none. */
    static @Nullable WireName in(byte[] buffer, int at) {
        int end = end(buffer, at, buffer.length);
        return end < 0 ? null : new WireName(buffer, at, end - at);
    }

    /** Where an uncompressed name ends; negative where it has a pointer, a reserved label type, over 255 octets or no end. */
    static int end(byte[] buffer, int at, int limit) {
        int pos = at;
        while (pos < limit) {
            int size = buffer[pos] & 0xFF;
            if (size == 0) {
                return pos + 1 - at <= MAX_OCTETS ? pos + 1 : -1;
            }
            if (size > MAX_LABEL) {
                return -1;
            }
            pos += size + 1;
        }
        return -1;
    }

    WireName copy() {
        return new WireName(toOctets(), 0, length);
    }

    byte[] toOctets() {
        return Arrays.copyOfRange(octets, offset, offset + length);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(octets, offset, target, at, length);
    }

    WireName lowerCase() {
        byte[] lower = toOctets();
        for (int i = 0; i < length; i++) {
            lower[i] = LOWER[lower[i] & 0xFF];
        }
        return new WireName(lower, 0, length);
    }

    int length() {
        return length;
    }

    boolean isRoot() {
        return length == 1;
    }

    boolean isWildcard() {
        return octets[offset] == 1 && octets[offset + 1] == '*';
    }

    /** The name without its first label, as a view. */
    WireName parent() {
        int skip = (octets[offset] & 0xFF) + 1;
        return new WireName(octets, offset + skip, length - skip);
    }

    /** The wildcard directly below this name (RFC 4592); null if that would be too long to be one. */
    @Nullable
    WireName wildcard() {
        if (length + 2 > MAX_OCTETS) {
            return null;
        }
        byte[] wire = new byte[length + 2];
        wire[0] = 1;
        wire[1] = '*';
        copyTo(wire, 2);
        return new WireName(wire, 0, wire.length);
    }

    /** The canonical order of RFC 4034, section 6.1: by labels from the right. */
    int compareCanonically(WireName other) {
        int[] mine = labels();
        int[] theirs = other.labels();
        for (int i = 1; i <= Math.min(mine.length, theirs.length); i++) {
            int a = mine[mine.length - i];
            int b = theirs[theirs.length - i];
            int sizeA = octets[a];
            int sizeB = other.octets[b];
            for (int k = 1; k <= Math.min(sizeA, sizeB); k++) {
                int order = (LOWER[octets[a + k] & 0xFF] & 0xFF) - (LOWER[other.octets[b + k] & 0xFF] & 0xFF);
                if (order != 0) {
                    return order;
                }
            }
            if (sizeA != sizeB) {
                return sizeA - sizeB;
            }
        }
        return mine.length - theirs.length;
    }

    private int[] labels() {
        int[] starts = new int[128];
        int count = 0;
        for (int pos = offset; octets[pos] != 0; pos += octets[pos] + 1) {
            starts[count++] = pos;
        }
        return Arrays.copyOf(starts, count);
    }

    private static int hash(byte[] buffer, int at, int size) {
        int h = size;
        for (int i = at; i < at + size; i++) {
            h = 31 * h + LOWER[buffer[i] & 0xFF];
        }
        return h;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        if (!(o instanceof WireName other) || other.hash != hash || other.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (LOWER[octets[offset + i] & 0xFF] != LOWER[other.octets[other.offset + i] & 0xFF]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Presentation form without the final dot; the root is {@code "."}. */
    @Override
    public String toString() {
        byte[] wire = octets;
        int at = offset;
        if (wire[at] == 0) {
            return ".";
        }
        StringBuilder text = new StringBuilder();
        for (int pos = at; wire[pos] != 0; pos += wire[pos] + 1) {
            if (pos > at) {
                text.append('.');
            }
            for (int i = pos + 1; i <= pos + wire[pos]; i++) {
                int octet = wire[i] & 0xFF;
                if (octet == '.' || octet == '\\') {
                    text.append('\\').append((char) octet);
                } else if (octet > 0x20 && octet < 0x7F) {
                    text.append((char) octet);
                } else {
                    text.append(String.format(Locale.ROOT, "\\%03d", octet));
                }
            }
        }
        return text.toString();
    }
}
