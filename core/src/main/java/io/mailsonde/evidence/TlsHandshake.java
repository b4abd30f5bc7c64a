package io.mailsonde.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A TLS handshake that came to its end, whatever the certificates are worth.
 *
 * @param peer who it was made with, as {@code address:port}
 * @param serverName the name that we asked for (SNI, RFC 6066, section 3); empty for none
 * @param protocol the version, such as {@code "TLSv1.3"}
 * @param cipher the cipher suite by its IANA name
 * @param certificates the chain as the peer sent it, its own first, the first {@value #MAX_CERTIFICATES}; empty where it sent none
 * @param early what came in the clear between the agreement to speak TLS and the handshake, each byte one character of ISO 8859-1, at most
 *     {@value #MAX_EARLY}: nobody vouches for it (RFC 3207, section 4.2)
 * @param at when it began
 * @param took how long it took
 */
public record TlsHandshake(
        String peer,
        Optional<String> serverName,
        String protocol,
        String cipher,
        List<TlsCertificate> certificates,
        String early,
        Instant at,
        Duration took)
        implements Evidence {
    /** The most certificates that are kept. */
    public static final int MAX_CERTIFICATES = 8;

    /** The most bytes of {@code early} that are kept. */
    public static final int MAX_EARLY = 1024;

    /** Caps what the peer chose. */
    public TlsHandshake {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(cipher, "cipher");
        certificates = certificates.stream().limit(MAX_CERTIFICATES).toList();
        early = early.length() > MAX_EARLY ? early.substring(0, MAX_EARLY) : early;
    }
}
