package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.junit.MailsondeExtension;
import io.mailsonde.testkit.smtp.Effect;
import io.mailsonde.testkit.smtp.Personalities;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.mailsonde.testkit.smtp.TestCertificates;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a look treats a host that tolerates one connection at once. */
@ExtendWith(MailsondeExtension.class)
class PoliteSessionsTest {
    private static final Limits ONE_AT_ONCE = new Limits(1, Duration.ZERO, 1, 60, 5, 5, Duration.ZERO);

    private static CheckResult look(ScriptedDns dns, ScriptedSmtp smtp) throws InterruptedException {
        Scope scope = Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER, Consent.CREDENTIALS);
        try (Auditor auditor = Auditor.builder(scope)
                .dnsServers(dns.address())
                .limits(ONE_AT_ONCE)
                .identity(Identity.of("probe.example", "postmaster@probe.example"))
                .build()) {
            return auditor.run(
                            OpenRelay.check(),
                            MailHost.of("127.0.0.1", smtp.address().getPort()).serving("served.example"))
                    .within(Duration.ofSeconds(20))
                    .await()
                    .results()
                    .get(0);
        }
    }

    @Test
    void a_session_that_comes_to_nothing_is_closed_before_the_next(ScriptedDns dns, ScriptedSmtp smtp)
            throws InterruptedException {
        smtp.personality(Personalities.trustsXclient("served.example", "10.0.0.1"))
                .withTls(TestCertificates.serverContext());
        smtp.at(Stage.XCLIENT).always(Effect.reply("550 5.7.0 you are nobody"));

        assertThat(look(dns, smtp)).passes();

        assertThat(smtp.sessions())
                .anyMatch(session -> session.texts().contains("XCLIENT NAME=localhost ADDR=127.0.0.1"));
    }

    @Test
    void the_first_session_is_that_of_the_first_forms(ScriptedDns dns, ScriptedSmtp smtp) throws InterruptedException {
        smtp.personality(Personalities.closed("served.example"));

        assertThat(look(dns, smtp)).passes();

        assertThat(smtp.sessions().get(0).texts()).anyMatch(text -> text.startsWith("RCPT TO:"));
    }
}
