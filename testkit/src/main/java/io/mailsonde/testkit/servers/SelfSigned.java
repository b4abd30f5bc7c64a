package io.mailsonde.testkit.servers;

import java.nio.file.Path;

/** A new key and the certificate that it signs for itself, as PEM files. */
record SelfSigned(Path certificate, Path key) {

    static SelfSigned in(WorkDirectory directory, String hostName) {
        Path certificate = directory.path().resolve("certificate.pem");
        Path key = directory.path().resolve("key.pem");
        String openssl = Program.of("openssl").require().toString();
        // A curve, since an RSA key takes a time that one can feel.
        directory.run(
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=" + hostName,
                "-addext",
                "subjectAltName=DNS:" + hostName,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        return new SelfSigned(certificate, key);
    }
}
