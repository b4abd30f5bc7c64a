package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** An SMTP client at 127.0.9.1, which says what the test says. */
final class Session implements AutoCloseable {

    private static final int PORT = 25;
    private static final int ONE_REPLY_MILLIS = 20_000;

    private Socket socket;
    private BufferedReader reader;

    private Session(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = reader(socket);
    }

    /** Connects, and reads nothing yet. */
    static Session connect(String server) {
        try {
            Socket socket = new Socket();
            socket.setSoTimeout(ONE_REPLY_MILLIS);
            socket.bind(new InetSocketAddress(IpAddresses.parse("127.0.9.1"), 0));
            socket.connect(new InetSocketAddress(IpAddresses.parse(server), PORT), ONE_REPLY_MILLIS);
            return new Session(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and has been greeted when this returns. */
    static Session greeted(String server) {
        Session session = connect(server);
        session.expect("220", session.reply());
        session.expect("250", session.say("EHLO client.lab.example"));
        return session;
    }

    /** Says a line, or lines, and returns the whole reply; "closed" where none comes. */
    String say(String line) {
        write(line + "\r\n");
        return reply();
    }

    void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MAIL and RCPT; the reply to RCPT. */
    String recipient(String sender, String recipient) {
        String reply = say("MAIL FROM:<" + sender + ">");
        return reply.startsWith("250") ? say("RCPT TO:<" + recipient + ">") : "MAIL: " + reply;
    }

    /** DATA with a message of one line, after the recipients; the reply to its end. */
    String message(String token) {
        String reply = say("DATA");
        return reply.startsWith("354") ? say("Subject: " + token + "\r\n\r\n" + token + "\r\n.") : reply;
    }

    String reply() {
        StringBuilder reply = new StringBuilder();
        try {
            String line = reader.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                reply.append(line).append('\n');
                line = reader.readLine();
            }
            return line == null ? reply + "closed" : reply + line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** STARTTLS with this certificate as the only trusted one, and EHLO. */
    void startTls(String certificate) {
        expect("220", say("STARTTLS"));
        try {
            SSLSocket encrypted = (SSLSocket)
                    trusting(certificate).getSocketFactory().createSocket(socket, "mx.lab.example", PORT, true);
            encrypted.startHandshake();
            socket = encrypted;
            reader = reader(encrypted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        expect("250", say("EHLO client.lab.example"));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(String code, String reply) {
        if (!reply.startsWith(code)) {
            throw new AssertionError("not " + code + ": " + reply);
        }
    }

    private static SSLContext trusting(String certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "server",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }
}
