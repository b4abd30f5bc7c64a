package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The greeting of an SMTP server that is ready (RFC 5321, section 4.2).
 *
 * @param opening what the server wants to read before it greets; empty for most
 */
record SmtpGreeting(String opening) implements ServerProcess.Sign {

    private static final int PORT = 25;
    private static final Duration ONE_LOOK = Duration.ofSeconds(10);

    /** Starts an SMTP server on port 25; when this returns, it has greeted. */
    ServerProcess start(WorkDirectory directory, String address, List<String> command) {
        InetSocketAddress socket = new InetSocketAddress(IpAddresses.parse(address), PORT);
        return ServerProcess.start(directory, List.of(socket), ServerProcess.Port.TCP, List.of(this), command);
    }

    @Override
    public ServerProcess.Sight look(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) ONE_LOOK.toMillis());
            socket.connect(address, (int) ONE_LOOK.toMillis());
            socket.getOutputStream().write(opening.getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String greeting = reader.readLine();
            if (greeting == null) {
                return new ServerProcess.Sight(false, false, "no line");
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new ServerProcess.Sight(greeting.startsWith("220"), false, "the greeting " + greeting);
        } catch (IOException e) {
            return new ServerProcess.Sight(false, false, e.toString());
        }
    }

    @Override
    public String toString() {
        return "a connection";
    }
}
