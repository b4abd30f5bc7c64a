package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Limits;
import io.mailsonde.checks.smtp.relay.RelayForm;
import io.mailsonde.checks.smtp.relay.RelayForms;
import io.mailsonde.checks.smtp.relay.Rung;
import io.mailsonde.smtp.SmtpSession;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the page of {@code smtp.open-relay} lists and counts is what the code does. */
class OpenRelayPageTest {
    private static final String PAGE = "docs/checks/smtp.open-relay.md";

    private static final String HEAD = """
            | Form | MAIL FROM: | RCPT TO: | Grammar | Falls for it because |
            |---|---|---|---|---|
            """;

    @Test
    void its_forms_are_the_catalogue() {
        StringBuilder table = new StringBuilder(HEAD);
        for (RelayForm form : RelayForms.all()) {
            String greeting = form.helo().isEmpty() ? "" : " after `EHLO " + shown(form.helo()) + "`";
            table.append("| `%s`%s | `%s` | `%s`%s | %s | %s |\n"
                    .formatted(
                            form.id(),
                            form.plain() ? " (plain)" : "",
                            shown(form.sender()),
                            shown(form.recipient()),
                            greeting,
                            form.status().name().toLowerCase(java.util.Locale.ROOT),
                            form.why()));
        }
        Pages.assertBlock(PAGE, "forms", table.toString());
    }

    private static String shown(String template) {
        return template.replace("{", "").replace("}", "");
    }

    @Test
    void its_ladder_has_every_rung() {
        assertThat(Arrays.stream(Rung.values()).map(rung -> "`" + rung + "`"))
                .allSatisfy(rung -> assertThat(Pages.read(PAGE)).contains(rung));
    }

    @Test
    void its_limits_are_the_codes() {
        Limits gentle = Limits.gentle();
        assertThat(Pages.read(PAGE))
                .contains("| forms in a session | " + gentle.formsPerSession() + " ")
                .contains("| messages | " + gentle.messagesPerAddressAndRun() + " ")
                .contains(SmtpSession.GREETING.toSeconds() + " s, " + SmtpSession.COMMAND.toSeconds() + " s, "
                        + SmtpSession.END_OF_DATA.toSeconds() + " s |");
    }
}
