package io.mailsonde.examples.embed;

import io.mailsonde.Auditor;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Plays the server: reads the addresses of clients from standard input, one a line, and prints the advice on each as it comes. */
public final class InboundFilterMain {
    private static final int MAX_UNDER_WAY = 200;

    private InboundFilterMain() {}

    /**
     * Judges what is typed, by the system's resolver.
     *
     * @param args none
     * @throws IOException if standard input fails
     */
    public static void main(String[] args) throws IOException {
        try (Auditor auditor = Auditor.within(Scope.dnsOnly())) {
            run(auditor, new InputStreamReader(System.in, StandardCharsets.UTF_8), System.out);
        }
    }

    /**
     * Judges the clients of a reader.
     *
     * @param auditor looks
     * @param clients one address a line
     * @param out takes the advice, one line for each client, in the order in which it is known
     * @throws IOException if the reader fails
     */
    public static void run(Auditor auditor, Reader clients, PrintStream out) throws IOException {
        InboundFilter filter = new InboundFilter(auditor, MAX_UNDER_WAY);
        List<CompletableFuture<Void>> underWay = new ArrayList<>();
        BufferedReader lines = new BufferedReader(clients);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!IpAddresses.isLiteral(line)) {
                out.println("not an address");
                continue;
            }
            InetAddress client = IpAddresses.parse(line);
            underWay.removeIf(CompletableFuture::isDone);
            underWay.add(filter.judge(client)
                    .thenAccept(
                            advice -> out.println(IpAddresses.text(client) + " " + advice.kind() + ": " + advice.why()))
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new)).join();
    }
}
