package io.mailsonde.internal.dns;

import java.nio.ByteBuffer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * A question as it goes over the wire (RFC 1035, section 4.1; EDNS by RFC 6891), its message id left at zero, and the test whether a
 * reply answers it.
 */
final class WireQuery {
    /** The size of the header of every message. */
    static final int HEADER = 12;

    /** What we offer to take in a datagram: no fragments on any path (DNS flag day 2020). */
    static final int PAYLOAD = 1232;

    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CHECKING_DISABLED = 0x0010;
    private static final int DNSSEC_OK = 0x8000;

    private final byte[] bytes;
    private final int questionEnd;

    private WireQuery(byte[] bytes, int questionEnd) {
        this.bytes = bytes;
        this.questionEnd = questionEnd;
    }

    static WireQuery of(Name name, int type, boolean recursion, boolean edns, boolean dnssec) {
        byte[] owner = name.toWire();
        int questionEnd = HEADER + owner.length + 4;
        ByteBuffer out = ByteBuffer.allocate(questionEnd + (edns ? 11 : 0));
        int flags = (recursion ? RECURSION_DESIRED : 0) | (edns && dnssec ? CHECKING_DISABLED : 0);
        out.putShort((short) 0).putShort((short) flags);
        out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) (edns ? 1 : 0));
        out.put(owner).putShort((short) type).putShort((short) DClass.IN);
        if (edns) {
            out.put((byte) 0).putShort((short) Type.OPT).putShort((short) PAYLOAD);
            out.putShort((short) 0).putShort((short) (dnssec ? DNSSEC_OK : 0)).putShort((short) 0);
        }
        return new WireQuery(out.array(), questionEnd);
    }

    /** The message; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The id of a message of at least {@link #HEADER} bytes. */
    static int id(byte[] message) {
        return (message[0] & 0xff) << 8 | (message[1] & 0xff);
    }

    /** Whether a message of at least {@link #HEADER} bytes says that it was cut (TC). */
    static boolean truncated(byte[] message) {
        return (message[2] & 0x02) != 0;
    }

    /**
     * Whether a message of at least {@link #HEADER} bytes replies to this question: a response to a standard query that repeats the
     * question, its name in any case; or, as some servers answer what they do not understand, an error that repeats nothing.
     */
    boolean answeredBy(byte[] reply) {
        boolean response = (reply[2] & 0x80) != 0 && (reply[2] & 0x78) == 0;
        if (!response || reply[4] != 0) {
            return false;
        }
        int rcode = reply[3] & 0x0f;
        if (reply[5] == 0) {
            return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.SERVFAIL || rcode == Rcode.REFUSED;
        }
        return reply[5] == 1 && repeatsQuestion(reply);
    }

    private boolean repeatsQuestion(byte[] reply) {
        if (reply.length < questionEnd) {
            return false;
        }
        int nameEnd = questionEnd - 4;
        for (int i = HEADER; i < questionEnd; i++) {
            boolean same = reply[i] == bytes[i] || (i < nameEnd && lower(reply[i]) == lower(bytes[i]));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Lower case of an ASCII letter; the length bytes of labels are below all letters. */
    private static int lower(byte character) {
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    }
}
