package io.mailsonde.checks.smtp.relay;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Looks at hosts that deceive. */
final class RogueLooks {
    private RogueLooks() {}

    static Outcome look(ScriptedDns dns, EmbeddedWitness witness, int port) throws InterruptedException {
        return look(dns, witness, port, Duration.ofMinutes(1));
    }

    static Outcome look(ScriptedDns dns, EmbeddedWitness witness, int port, Duration within)
            throws InterruptedException {
        Scope scope = Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER, Consent.CREDENTIALS);
        try (Auditor auditor = Auditor.builder(scope)
                .dnsServers(dns.address())
                .limits(Limits.lifted())
                .identity(
                        Identity.of("probe.example", "postmaster@probe.example").from(IpAddresses.parse("127.0.9.1")))
                .witness(witness)
                .build()) {
            return auditor.run(OpenRelay.check(), MailHost.of("127.0.0.1", port).serving("served.example"))
                    .within(within)
                    .await()
                    .results()
                    .get(0)
                    .outcome();
        }
    }

    /** Takes mail for its postmaster, and messages of one kind of sender, which it does something with. */
    static Rogue taking(EmbeddedWitness witness, String senders, After after) throws IOException {
        return new Rogue((talk, connection) -> {
            talk.says("220 rogue.example");
            String sender = "";
            String recipient = "";
            for (String line = talk.hears(); !line.equals("QUIT"); line = talk.hears()) {
                if (line.startsWith("MAIL FROM:")) {
                    sender = line.substring(10);
                    talk.says("250 ok");
                } else if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring(8);
                    boolean taken = recipient.equals("<postmaster@served.example>")
                            || (sender.matches(senders) && recipient.matches("<[a-z2-7]+@witness\\.example>"));
                    talk.says(taken ? "250 ok" : "550 5.7.1 no relaying");
                } else if (line.equals("DATA")) {
                    talk.says("354 go");
                    StringBuilder message = new StringBuilder();
                    for (String text = talk.hears(); !text.equals("."); text = talk.hears()) {
                        message.append(text).append("\r\n");
                    }
                    if (!after.taken(talk, witness.smtp().get(0), sender, recipient, message.toString())) {
                        return;
                    }
                } else {
                    talk.says("250 rogue.example");
                }
            }
        });
    }

    interface After {
        /** Whether the session goes on. */
        boolean taken(Rogue.Talk talk, InetSocketAddress witness, String sender, String recipient, String message)
                throws IOException;
    }
}
