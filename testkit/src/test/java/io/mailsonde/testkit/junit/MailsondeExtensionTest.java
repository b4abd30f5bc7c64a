package io.mailsonde.testkit.junit;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static io.mailsonde.testkit.dns.RrType.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Auditor;
import io.mailsonde.Reason;
import io.mailsonde.Run;
import io.mailsonde.Scope;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.smtp.ScriptedSmtp;
import io.mailsonde.testkit.smtp.Stage;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

class MailsondeExtensionTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @ExtendWith(MailsondeExtension.class)
    static class Clean {
        static ScriptedDns last;

        ScriptedDns prepared;

        @BeforeEach
        void prepare(ScriptedDns dns) {
            prepared = dns;
            dns.zone().a("mx.example.org", "127.0.0.1");
        }

        @Test
        void is_handed_one_server_and_what_asks_it(ScriptedDns dns, MailAudit audit, Auditor.Builder builder)
                throws InterruptedException {
            last = dns;
            assertThat(dns).isSameAs(prepared);
            dns.on("mx.example.org", A).play(Fault.SILENCE);
            assertThat(audit.run(Lookup.CHECK, Lookup.of("mx.example.org"))).passes();
            try (Auditor auditor = builder.build()) {
                assertThat(auditor.run(Lookup.CHECK, Lookup.of("mx.example.org"))
                                .await())
                        .passes();
            }
        }
    }

    @Test
    void a_clean_test_succeeds_and_its_server_is_closed() {
        TestExecutionSummary summary = Inner.run(Clean.class);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThatThrownBy(() -> new Socket(
                                Clean.last.address().getAddress(),
                                Clean.last.address().getPort())
                        .close())
                .isInstanceOf(IOException.class);
    }

    static class WithAnotherScope {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension();

        @Test
        void is_audited_within_it() {
            Scope scope = Scope.networks("192.0.2.0/24");

            assertThat(MAILSONDE.audit(scope).auditor().scope()).isEqualTo(scope);
        }
    }

    @Test
    void another_scope_is_asked_of_the_registered_extension_while_a_test_runs() {
        assertThat(Inner.failures(WithAnotherScope.class)).isEmpty();
        assertThatThrownBy(() -> WithAnotherScope.MAILSONDE.dns())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("while it runs");
    }

    static class ForgetsScriptLines {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void asks_nothing(ScriptedDns dns) {
            dns.on("mx.example.org", A).play(Rcode.SERVFAIL);
            MAILSONDE.watch(ScriptedDns.start()).on("mx.example.net", A).play(Rcode.REFUSED);
        }
    }

    @Test
    void a_script_line_that_no_question_met_fails_the_test() {
        assertThat(Inner.failures(ForgetsScriptLines.class))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("after the test something was left behind:\n")
                        .containsPattern(
                                "- script line .* of the server at /127.0.0.1:\\d+: mx.example.org A: SERVFAIL")
                        .contains("mx.example.net A: REFUSED"));
    }

    static class UsesAMailServer {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        static @Nullable Socket left;

        @BeforeEach
        void prepare(ScriptedSmtp smtp) {
            assertThat(MAILSONDE.smtp()).isSameAs(smtp);
        }

        @Test
        void leaves_lines_and_a_connection(ScriptedSmtp smtp) throws IOException {
            smtp.on("RCPT").reply("550 5.7.1 no");
            MAILSONDE.watch(ScriptedSmtp.start()).at(Stage.GREETING).reply("554 no");
            left = new Socket(smtp.address().getAddress(), smtp.address().getPort());
            assertThat(left.getInputStream().read()).isEqualTo('2');
        }
    }

    @Test
    void what_is_left_of_a_mail_server_fails_the_test() throws IOException {
        assertThat(Inner.failures(UsesAMailServer.class))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .containsPattern("- script line .* of the SMTP server at /127.0.0.1:\\d+: RCPT: ")
                        .containsPattern(": GREETING: ")
                        .contains("some SMTP connections are open"));
        Objects.requireNonNull(UsesAMailServer.left).close();
    }

    static class HasAServerProblem {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void has_a_predicate_that_throws(ScriptedDns dns, Auditor.Builder builder) throws InterruptedException {
            dns.on("broken", question -> {
                throw new IllegalStateException("a predicate crashed");
            });
            try (Auditor auditor = builder.build()) {
                Run run = auditor.run(Lookup.CHECK, Lookup.of("mx.example.org"));
                assertThat(run.within(Duration.ofSeconds(1)).await()).isUndecided(Reason.DEADLINE_PASSED);
            }
        }
    }

    @Test
    void a_problem_inside_the_server_fails_the_test() {
        assertThat(Inner.failures(HasAServerProblem.class))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).contains("- problem of the server at", "a predicate crashed"));
    }

    static class LeavesAConnectionOpen {
        static Socket socket;

        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void connects(ScriptedDns dns) throws IOException {
            socket = new Socket(dns.address().getAddress(), dns.address().getPort());
            while (dns.openTcpConnections() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void an_open_TCP_connection_fails_the_test() throws IOException {
        assertThat(Inner.failures(LeavesAConnectionOpen.class))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("for all TCP connections to be closed, 1 are open"));
        LeavesAConnectionOpen.socket.close();
    }

    static class ForgetsToCloseItsAuditor {
        static Auditor auditor;

        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void leaves_it(ScriptedDns dns, Auditor.Builder builder) throws InterruptedException {
            dns.zone().a("mx.example.org", "127.0.0.1");
            auditor = builder.build();
            assertThat(auditor.run(Lookup.CHECK, Lookup.of("mx.example.org")).await())
                    .passes();
        }
    }

    @Test
    void an_auditor_that_is_not_closed_fails_the_test_with_its_sockets_and_threads() {
        assertThat(Inner.failures(ForgetsToCloseItsAuditor.class))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("sockets are open after PT0.2S; is every auditor closed?")
                        .contains("- thread mailsonde-work goes on after PT0.2S"));
        ForgetsToCloseItsAuditor.auditor.close();
    }

    static class DropsABuffer {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void does_not_release_it() {
            assertThat(ByteBufAllocator.DEFAULT.buffer(16).writeInt(1).readableBytes())
                    .isEqualTo(4);
        }
    }

    @Test
    void a_buffer_that_is_dropped_fails_the_test_and_says_where_it_was_made() {
        assertThat(Inner.failures(DropsABuffer.class))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("- a ByteBuf was dropped without being released")
                        .contains("does_not_release_it"));
    }

    static class CrashesAThread {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void crashes() throws InterruptedException {
            Thread thread = new Thread(
                    () -> {
                        throw new IllegalStateException("nobody catches this");
                    },
                    "a-thread");
            thread.start();
            thread.join();
        }
    }

    @Test
    void an_exception_that_ends_a_thread_fails_the_test_and_goes_with_it() {
        TestExecutionSummary summary = Inner.run(CrashesAThread.class);

        assertThat(summary.getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .hasMessageContaining(
                                "uncaught exception in thread a-thread: java.lang.IllegalStateException: nobody catches this")
                        .satisfies(error -> assertThat(error.getSuppressed())
                                .singleElement()
                                .isInstanceOf(IllegalStateException.class)));
    }

    static class LeavesAThread {
        static final CountDownLatch end = new CountDownLatch(1);

        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void starts_a_thread() {
            new Thread(
                            () -> {
                                try {
                                    end.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            "mailsonde-forgotten")
                    .start();
        }
    }

    @Test
    void a_thread_that_goes_on_fails_the_test() {
        assertThat(Inner.failures(LeavesAThread.class))
                .singleElement()
                .satisfies(
                        message -> assertThat(message).contains("- thread mailsonde-forgotten goes on after PT0.2S"));
        LeavesAThread.end.countDown();
    }

    static class FailsItself {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension(SHORT);

        @Test
        void fails(ScriptedDns dns) {
            dns.on("mx.example.org", A).play(Rcode.SERVFAIL);
            throw new AssertionError("the test's own failure");
        }
    }

    @Test
    void a_failure_of_the_test_itself_comes_first() {
        assertThat(Inner.run(FailsItself.class).getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException())
                        .hasMessage("the test's own failure")
                        .hasSuppressedException(failure.getException().getSuppressed()[0]));
    }
}
