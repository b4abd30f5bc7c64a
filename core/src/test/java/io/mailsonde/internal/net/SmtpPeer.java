package io.mailsonde.internal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.MailHost;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.smtp.Envelopes;
import io.mailsonde.smtp.Logins;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.Smtp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;

/** The other end of a session, which says what the test says; and our end of it. */
final class SmtpPeer implements AutoCloseable {
    /** What a probe is handed. */
    record Tools(Smtp smtp, Envelopes envelopes, Messages messages, Logins logins) {}

    private record Three(Smtp smtp, Envelopes envelopes, Messages messages) {}

    private record Two(Smtp smtp, Envelopes envelopes) {}

    private static final Probe<MailHost, Tools> TOOLS = Probe.of(
            "test.tools",
            MailHost.class,
            Tools.class,
            Smtp.SMTP
                    .and(Envelopes.NAMING, Two::new)
                    .and(Messages.DELIVERING, (two, messages) -> new Three(two.smtp(), two.envelopes(), messages))
                    .and(
                            Logins.LOGIN,
                            (three, logins) -> new Tools(three.smtp(), three.envelopes(), three.messages(), logins)),
            (host, tools) -> Step.saw(tools));

    private Socket socket;

    SmtpPeer(LoopbackPeer server) throws InterruptedException {
        socket = server.next();
    }

    static Tools tools(RigWire wire) {
        return Rig.saw(TOOLS.look(MailHost.of("127.0.0.1", 25), wire));
    }

    void says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The next line, without its end. */
    String hears() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new AssertionError("closed after " + line.toString(ISO_8859_1));
            }
            line.write(each);
        }
        String text = line.toString(ISO_8859_1);
        assertThat(text).endsWith("\r");
        return text.substring(0, text.length() - 1);
    }

    void hears(String line) throws IOException {
        assertThat(hears()).isEqualTo(line);
    }

    /** Takes what is there in one read. */
    void hearsSomething() throws IOException {
        assertThat(socket.getInputStream().read(new byte[16 * 1024])).isPositive();
    }

    /** That nothing comes for a while, which is as long as silence can be waited for. */
    void hearsNothing() throws IOException {
        socket.setSoTimeout(100);
        try {
            throw new AssertionError("heard " + socket.getInputStream().read());
        } catch (SocketTimeoutException expected) {
            socket.setSoTimeout(10_000);
        }
    }

    void hearsTheEnd() throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    /** Speaks TLS from now on, as the server. */
    void startTls(SSLContext context) throws IOException {
        socket = context.getSocketFactory().createSocket(socket, (InputStream) null, true);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
