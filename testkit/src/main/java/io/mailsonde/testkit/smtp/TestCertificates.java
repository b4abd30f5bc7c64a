package io.mailsonde.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for tests: self-signed, for {@code mx.example.org}, valid for a hundred years. Its key is public, so it protects nothing. It was
 * made once by
 *
 * <pre>{@code
 * keytool -genkeypair -alias mx -keyalg EC -groupname secp256r1 -dname CN=mx.example.org -ext san=dns:mx.example.org \
 *     -validity 36500 -storetype PKCS12 -storepass testonly -keystore mx.example.org.p12
 * }</pre>
 */
public final class TestCertificates {
    private static final String FILE = "mx.example.org.p12";
    private static final char[] PASSWORD = {'t', 'e', 's', 't', 'o', 'n', 'l', 'y'};

    private TestCertificates() {}

    private static KeyStore keys() throws GeneralSecurityException {
        try (InputStream in = TestCertificates.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + FILE);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a server needs for TLS as {@code mx.example.org}.
     *
     * @return a new context with the key and certificate
     * @throws IllegalStateException if the JDK lacks PKCS#12, elliptic curves or TLS
     */
    public static SSLContext serverContext() {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys(), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot use the certificate for tests", e);
        }
    }

    /**
     * The certificate, for clients that are to trust it.
     *
     * @return the certificate
     * @throws IllegalStateException if the JDK lacks PKCS#12 or elliptic curves
     */
    public static X509Certificate certificate() {
        try {
            return (X509Certificate) keys().getCertificate("mx");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot read the certificate for tests", e);
        }
    }
}
