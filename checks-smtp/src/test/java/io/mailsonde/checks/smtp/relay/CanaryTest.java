package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Identity;
import io.mailsonde.MailHost;
import io.mailsonde.dns.IpAddresses;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private static final Attempt ATTEMPT = new Attempt(
            RelayForms.of("stranger"),
            "",
            "<s@witness.example>",
            "<t@witness.example>",
            new Foreign.Recipient("t", Optional.empty()));

    private static String message(MailHost host, String contact) {
        return Canary.message(Identity.of("probe.example", contact), host, ATTEMPT, "witness.example", Instant.EPOCH);
    }

    @Test
    void a_host_of_an_international_name_gets_a_message_of_ascii() {
        MailHost host = new MailHost(
                Optional.of("xn--bcher-kva.example"), IpAddresses.parse("192.0.2.25"), 25, Optional.empty());

        assertThat(message(host, "postmaster@probe.example").chars()).allMatch(each -> each < 127);
        assertThat(message(host, "postmaster@probe.example"))
                .contains("Subject: Relay test of xn--bcher-kva.example (192.0.2.25:25) (stranger)\r\n")
                .contains("Date: Thu, 1 Jan 1970 00:00:00 GMT\r\n")
                .contains("\r\n\r\n");
    }

    @Test
    void a_contact_adds_no_line() {
        String message = message(MailHost.of("192.0.2.25", 25), "a@b.example\r\nBcc: c@d.example");

        assertThat(message).doesNotContain("\r\nBcc:");
        assertThat(message.replace("\r\n", "")).doesNotContain("\r", "\n");
    }
}
