package io.mailsonde.testkit.junit;

import static io.mailsonde.testkit.assertions.MailsondeAssertions.assertThat;
import static io.mailsonde.testkit.dns.RrType.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.ScriptedDns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailAuditTest {
    static class AProductsOwnTest {
        static final List<Auditor> auditors = new ArrayList<>();

        @RegisterExtension
        static final MailAudit audit = MailAudit.onLoopback(Consent.DELIVER);

        @Test
        void its_name_is_found() {
            auditors.add(audit.auditor());
            assertThat(audit.run(Lookup.CHECK, Lookup.of("localhost.example"))).isUndecided(Reason.NAME_NOT_FOUND);
        }

        @Test
        void another_name_is_found() {
            auditors.add(audit.auditor());
            assertThat(audit.run(Lookup.CHECK, Lookup.of("mx.example.org"))).passes();
        }

        static {
            audit.dns().zone().a("mx.example.org", "127.0.0.1");
        }
    }

    @Test
    void one_auditor_serves_the_class_and_is_closed_after_it() {
        assertThat(Inner.failures(AProductsOwnTest.class)).isEmpty();
        assertThat(AProductsOwnTest.auditors).hasSize(2);
        Auditor auditor = AProductsOwnTest.auditors.get(0);
        assertThat(AProductsOwnTest.auditors.get(1)).isSameAs(auditor);
        assertThat(auditor.run(Lookup.CHECK, Lookup.of("mx.example.org")).start())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("the auditor is closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("mail-audit"));
    }

    @Test
    void the_scope_is_loopback_of_both_families_with_the_consents_that_were_given() throws InterruptedException {
        MailAudit audit = MailAudit.onLoopback(Consent.NAME);
        Scope scope = audit.auditor().scope();

        assertThat(scope.covers(IpAddresses.parse("127.1.2.3"))).isTrue();
        assertThat(scope.covers(IpAddresses.parse("::1"))).isTrue();
        assertThat(scope.covers(IpAddresses.parse("192.0.2.1"))).isFalse();
        assertThat(scope.granted()).containsExactlyInAnyOrder(Consent.NAME, Consent.CONNECT);
        close(audit);
    }

    private static void close(MailAudit audit) throws InterruptedException {
        Leftovers leftovers = new Leftovers(Duration.ofSeconds(5));
        audit.close(leftovers);
        leftovers.throwIfAny("after the audit");
    }

    static class AsksAnotherServer {
        @RegisterExtension
        static final MailsondeExtension MAILSONDE = new MailsondeExtension();

        @RegisterExtension
        final MailAudit audit = MailAudit.onLoopback()
                .withDns(ScriptedDnsOfAll.SERVER.address())
                .within(Duration.ofSeconds(10));

        @Test
        void finds_a_name_there() {
            assertThat(audit.run(Lookup.CHECK, Lookup.of("mx.example.org"))).passes();
            assertThatThrownBy(audit::dns)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not a scripted server");
        }
    }

    static final class ScriptedDnsOfAll {
        static final ScriptedDns SERVER = ScriptedDns.start();
    }

    @Test
    void another_DNS_server_is_asked_and_nothing_is_left_behind() {
        try (ScriptedDns dns = ScriptedDnsOfAll.SERVER) {
            dns.zone().a("mx.example.org", "127.0.0.1");

            assertThat(Inner.failures(AsksAnotherServer.class)).isEmpty();
        }
    }

    static class IsQuick {
        @RegisterExtension
        final MailAudit audit = MailAudit.onLoopback().within(Duration.ofMillis(300));

        @Test
        void a_run_is_over_in_time() {
            audit.dns().onEverything().always(Fault.SILENCE);
            assertThat(audit.run(Lookup.CHECK, Lookup.of("mx.example.org"))).isUndecided(Reason.DEADLINE_PASSED);
        }
    }

    @Test
    void a_run_is_over_within_its_time() {
        assertThat(Inner.failures(IsQuick.class)).isEmpty();
        assertThatThrownBy(() -> MailAudit.onLoopback().within(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static class ForgetsAScriptLine {
        @RegisterExtension
        static final MailAudit audit = MailAudit.onLoopback();

        @Test
        void asks_nothing() {
            audit.dns().on("mx.example.org", A).play(Rcode.SERVFAIL);
        }
    }

    @Test
    void a_script_line_that_no_question_met_fails_the_test() {
        assertThat(Inner.failures(ForgetsAScriptLine.class))
                .singleElement()
                .satisfies(message -> assertThat(message).endsWith("mx.example.org A: SERVFAIL"));
    }

    @Test
    void a_scripted_server_that_comes_too_late_is_refused() throws InterruptedException {
        MailAudit audit = MailAudit.onLoopback();

        assertThat(audit.auditor()).isNotNull();
        assertThatThrownBy(audit::dns)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call dns() before the first run");
        close(audit);
    }
}
