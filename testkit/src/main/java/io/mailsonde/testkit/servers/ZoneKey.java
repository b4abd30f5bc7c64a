package io.mailsonde.testkit.servers;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The public key that a zone is signed with (RFC 4034, section 2), as the lines that a validator takes for its trust
 * anchor.
 *
 * @param zone the zone's name, with the final dot
 * @param flags the key's flags: 257 for a key that a DS record or an anchor may point to
 * @param algorithm the number of the signing algorithm: 13 is ECDSA P-256 (RFC 6605)
 * @param publicKey the key in Base64
 */
public record ZoneKey(String zone, int flags, int algorithm, String publicKey) {

    private static final int PROTOCOL = 3;
    private static final int DIGEST_SHA_256 = 2;

    static ZoneKey ofRdata(String zone, byte[] rdata) {
        ByteBuffer data = ByteBuffer.wrap(rdata);
        int flags = Short.toUnsignedInt(data.getShort());
        data.get();
        int algorithm = Byte.toUnsignedInt(data.get());
        byte[] key = new byte[data.remaining()];
        data.get(key);
        return new ZoneKey(zone, flags, algorithm, Base64.getEncoder().encodeToString(key));
    }

    /**
     * The DNSKEY record.
     *
     * @return one line of a zone file, without a TTL: {@code example.org. IN DNSKEY 257 3 13 …}
     */
    public String dnskey() {
        return "%s IN DNSKEY %d %d %d %s".formatted(zone, flags, PROTOCOL, algorithm, publicKey);
    }

    /**
     * The DS record for the parent zone or for a validator, with a SHA-256 digest (RFC 4509).
     *
     * @return one line of a zone file, without a TTL: {@code example.org. IN DS 12345 13 2 …}
     */
    public String ds() {
        byte[] rdata = rdata();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(RawDns.encodeName(zone));
            String digest = HexFormat.of().formatHex(sha256.digest(rdata)).toUpperCase(Locale.ROOT);
            return "%s IN DS %d %d %d %s".formatted(zone, tag(rdata), algorithm, DIGEST_SHA_256, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private byte[] rdata() {
        byte[] key = Base64.getDecoder().decode(publicKey);
        return ByteBuffer.allocate(4 + key.length)
                .putShort((short) flags)
                .put((byte) PROTOCOL)
                .put((byte) algorithm)
                .put(key)
                .array();
    }

    /** RFC 4034, appendix B. */
    private static int tag(byte[] rdata) {
        int sum = 0;
        for (int i = 0; i < rdata.length; i++) {
            int octet = Byte.toUnsignedInt(rdata[i]);
            sum += i % 2 == 0 ? octet << 8 : octet;
        }
        return (sum + (sum >>> 16)) & 0xffff;
    }
}
