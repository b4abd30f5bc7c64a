package io.mailsonde.testkit.servers;

import static io.mailsonde.testkit.servers.Session.greeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

@RealServer("smtp-sink")
class SmtpSinkTest {

    private static final String ADDRESS = "127.0.1.9";

    @Test
    void accepts_every_message_for_everywhere() {
        try (SmtpSink sink = SmtpSink.at(ADDRESS).start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient("sender@client.example", "canary@witness.example"))
                    .as(sink.logTail())
                    .startsWith("250");
            assertThat(session.message("token-sink")).startsWith("250");
            assertThat(sink.address().getPort()).isEqualTo(25);
        }
    }

    @Test
    void refuses_what_an_option_says() {
        try (SmtpSink sink = SmtpSink.at(ADDRESS).options("-f", "RCPT").start();
                Session session = greeted(ADDRESS)) {
            assertThat(session.recipient("sender@client.example", "canary@witness.example"))
                    .as(sink.logTail())
                    .startsWith("500");
        }
    }

    @Test
    void two_run_side_by_side_and_none_takes_the_others_address() {
        try (SmtpSink first = SmtpSink.at(ADDRESS).start();
                SmtpSink second = SmtpSink.at("127.0.1.10").start()) {
            assertThatThrownBy(() -> SmtpSink.at(ADDRESS).start())
                    .as(first.logTail() + second.logTail())
                    .hasMessageContaining("another server is there");
        }
    }

    @Test
    void says_what_is_wrong_with_an_option() {
        assertThatThrownBy(() -> SmtpSink.at(ADDRESS).options("-f", "NONSENSE").start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("smtp-sink ended with exit code");
    }
}
