package io.mailsonde.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A certificate as a peer sent it (RFC 5280); nothing of it has been verified.
 *
 * @param subject whom it names, in the form of RFC 2253
 * @param issuer who says so, in the same form
 * @param names the DNS names and addresses among its subject alternative names, the first {@value #MAX_NAMES}
 * @param notBefore the first moment at which it is valid
 * @param notAfter the last one
 * @param key the kind and size of its key, such as {@code "RSA 2048"}
 * @param signature the algorithm of its signature, such as {@code "SHA256withRSA"}
 * @param sha256 the fingerprint of the whole certificate, in lower-case hexadecimal digits
 */
public record TlsCertificate(
        String subject,
        String issuer,
        List<String> names,
        Instant notBefore,
        Instant notAfter,
        String key,
        String signature,
        String sha256) {
    /** The most names that are kept. */
    public static final int MAX_NAMES = 100;

    /** The most characters of a name that are kept. */
    public static final int MAX_NAME = 500;

    /** Caps what the peer chose. */
    public TlsCertificate {
        subject = cut(subject);
        issuer = cut(issuer);
        names = names.stream().limit(MAX_NAMES).map(TlsCertificate::cut).toList();
        Objects.requireNonNull(notBefore, "notBefore");
        Objects.requireNonNull(notAfter, "notAfter");
    }

    private static String cut(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    }
}
