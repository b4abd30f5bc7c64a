package io.mailsonde.testkit.dns;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Turns the data of records from presentation form into wire form. */
final class Rdata {
    private static final int MAX_STRING = 255;
    private static final int MAX_RDATA = 0xFFFF;

    private Rdata() {}

    static byte[] parse(RrType type, String text) {
        String[] field = text.trim().split("\\s+");
        if (field[0].equals("\\#")) {
            return generic(field, text);
        }
        return switch (type.code()) {
            case 1 -> address(text, 4); // A
            case 28 -> address(text, 16); // AAAA
            case 2, 5, 12, 39 -> WireName.of(text).toOctets(); // NS, CNAME, PTR, DNAME
            case 6 -> soa(expect(field, 7, "MNAME RNAME SERIAL REFRESH RETRY EXPIRE MINIMUM"));
            case 15 -> mx(expect(field, 2, "PREFERENCE EXCHANGE"));
            case 16 -> strings(text); // TXT
            case 33 -> srv(expect(field, 4, "PRIORITY WEIGHT PORT TARGET"));
            case 52 -> tlsa(expect(field, 4, "USAGE SELECTOR MATCHING-TYPE HEX"));
            default ->
                throw new IllegalArgumentException(type + " is not written as text here; use raw(), or \\# LENGTH HEX");
        };
    }

    private static byte[] mx(String[] field) {
        return concat(u16(field[0]), WireName.of(field[1]).toOctets());
    }

    private static byte[] srv(String[] field) {
        return concat(
                u16(field[0]),
                u16(field[1]),
                u16(field[2]),
                WireName.of(field[3]).toOctets());
    }

    private static byte[] tlsa(String[] field) {
        return concat(u8(field[0]), u8(field[1]), u8(field[2]), hex(field[3]));
    }

    private static String[] expect(String[] field, int count, String form) {
        if (field.length != count) {
            throw new IllegalArgumentException("expected " + form + ", got " + String.join(" ", field));
        }
        return field;
    }

    /** RFC 3597, section 5. */
    private static byte[] generic(String[] field, String text) {
        if (field.length < 2) {
            throw new IllegalArgumentException("expected \\# LENGTH HEX, got " + text);
        }
        byte[] data = hex(String.join("", Arrays.copyOfRange(field, 2, field.length)));
        if (Integer.parseInt(field[1]) != data.length) {
            throw new IllegalArgumentException("the length does not fit the data: " + text);
        }
        return data;
    }

    private static byte[] soa(String[] field) {
        return concat(
                WireName.of(field[0]).toOctets(),
                WireName.of(field[1]).toOctets(),
                u32(field[2]),
                u32(field[3]),
                u32(field[4]),
                u32(field[5]),
                u32(field[6]));
    }

    /** Character strings of UTF-8; what is longer than 255 octets becomes several. */
    static byte[] strings(String... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String string : strings) {
            byte[] octets = string.getBytes(StandardCharsets.UTF_8);
            int from = 0;
            do {
                int size = Math.min(MAX_STRING, octets.length - from);
                out.write(size);
                out.write(octets, from, size);
                from += size;
            } while (from < octets.length);
        }
        return out.toByteArray();
    }

    static byte[] address(String text, int size) {
        byte[] octets = address(text);
        if (octets.length != size) {
            throw new IllegalArgumentException("not an IPv" + (size == 4 ? 4 : 6) + " address: " + text);
        }
        return octets;
    }

    /** An address literal as 4 or 16 octets; a name is refused and never looked up. */
    static byte[] address(String text) {
        if (text.indexOf(':') < 0) {
            return ipv4(text);
        }
        if (text.chars().anyMatch(c -> ":.".indexOf(c) < 0 && Character.digit(c, 16) < 0)) {
            throw new IllegalArgumentException("not an IPv6 address: " + text);
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            return address instanceof Inet6Address ? address.getAddress() : mapped(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv6 address: " + text, e);
        }
    }

    private static byte[] ipv4(String text) {
        String[] part = text.split("\\.", -1);
        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (part.length != 4 || !part[i].matches("[0-9]{1,3}") || Integer.parseInt(part[i]) > 255) {
                throw new IllegalArgumentException("not an IP address: " + text);
            }
            octets[i] = (byte) Integer.parseInt(part[i]);
        }
        return octets;
    }

    private static byte[] mapped(byte[] ipv4) {
        byte[] octets = new byte[16];
        octets[10] = (byte) 0xFF;
        octets[11] = (byte) 0xFF;
        System.arraycopy(ipv4, 0, octets, 12, 4);
        return octets;
    }

    static byte[] checked(byte[] data) {
        if (data.length > MAX_RDATA) {
            throw new IllegalArgumentException("record data has at most 65535 octets, not " + data.length);
        }
        return data;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] u8(String number) {
        return big(number, 1);
    }

    private static byte[] u16(String number) {
        return big(number, 2);
    }

    private static byte[] u32(String number) {
        return big(number, 4);
    }

    private static byte[] big(String number, int size) {
        long value = Long.parseLong(number);
        if (value < 0 || value >= 1L << (8 * size)) {
            throw new IllegalArgumentException(number + " does not fit into " + size + " octets");
        }
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) (value >> (8 * (size - 1 - i)));
        }
        return octets;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
