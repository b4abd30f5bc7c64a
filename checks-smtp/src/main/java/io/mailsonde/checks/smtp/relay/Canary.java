package io.mailsonde.checks.smtp.relay;

import io.mailsonde.Identity;
import io.mailsonde.MailHost;
import io.mailsonde.dns.IpAddresses;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The message that proves relaying where it arrives: well formed (RFC 5322), and it says who sends it and why. */
final class Canary {
    private Canary() {}

    static String message(Identity identity, MailHost host, Attempt attempt, String domain, Instant now) {
        String token = attempt.target().token();
        // not as people read it: a name may have letters that no header takes
        String where = IpAddresses.text(host.address(), host.port());
        String target = host.name().map(name -> name + " (" + where + ")").orElse(where);
        return String.join(
                "\r\n",
                "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)),
                "From: Mailsonde relay test <" + oneLine(identity.contact()) + ">",
                "To: <" + token + "@" + domain + ">",
                "Message-ID: <" + token + "." + attempt.form().id() + "@" + identity.helo() + ">",
                "Subject: Relay test of " + target + " (" + attempt.form().id() + ")",
                "Auto-Submitted: auto-generated",
                "Precedence: bulk",
                "X-Mailsonde-Token: " + token,
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=us-ascii",
                "",
                "This message tests whether " + target + " relays mail for strangers, on behalf of its operator.",
                "It is addressed to a mailbox of the tester and to nobody else.",
                "Questions: " + oneLine(identity.contact()),
                "");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[^ -~]", " ");
    }
}
