package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.question;
import static io.mailsonde.testkit.dns.Client.withDnssec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class SeenQuestionsTest extends WithServer {
    private static final Duration BRIEFLY = Duration.ofMillis(20);

    @Test
    void a_question_is_seen_with_all_that_it_said() throws Exception {
        Instant before = Instant.now().minusMillis(1000);
        Message asked = withDnssec(question("MX.example.org", Type.A));
        asked.getHeader().setFlag(Flags.CD);
        client.ask(asked);

        Question seen = dns.awaitQuestion("mx.example.org", RrType.A, SOON);

        assertThat(seen.name()).isEqualTo("MX.example.org");
        assertThat(seen.type()).isEqualTo(RrType.A);
        assertThat(seen.transport()).isEqualTo(Transport.UDP);
        assertThat(seen.source()).isEqualTo(client.address());
        assertThat(seen.id()).isEqualTo(asked.getHeader().getID());
        assertThat(seen.recursionDesired()).isTrue();
        assertThat(seen.checkingDisabled()).isTrue();
        assertThat(seen.dnssecOk()).isTrue();
        assertThat(seen.hasEdns()).isTrue();
        assertThat(seen.ednsSize()).isEqualTo(4096);
        assertThat(seen.at()).isBetween(before, Instant.now().plusMillis(1000));
    }

    @Test
    void a_plain_question_over_TCP_is_seen_as_such() throws IOException {
        Message asked = question("mx.example.org", Type.A);
        asked.getHeader().unsetFlag(Flags.RD);
        client.sendTcp(asked);
        client.receiveTcp();

        assertThat(dns.questions()).singleElement().satisfies(seen -> {
            assertThat(seen.transport()).isEqualTo(Transport.TCP);
            assertThat(seen.recursionDesired()).isFalse();
            assertThat(seen.dnssecOk()).isFalse();
            assertThat(seen.hasEdns()).isFalse();
            assertThat(seen.ednsSize()).isNegative();
        });
    }

    @Test
    void questions_are_counted_by_name_and_type() throws IOException {
        client.ask("mx.example.org", Type.A);
        client.ask("MX.EXAMPLE.ORG", Type.A);
        client.ask("mx.example.org", Type.AAAA);

        assertThat(dns.count("mx.example.org", RrType.A)).isEqualTo(2);
        assertThat(dns.count("mx.example.org", RrType.MX)).isZero();
        assertThat(dns.total()).isEqualTo(3);
    }

    @Test
    void only_the_latest_are_remembered_and_all_are_counted() throws IOException {
        dns.remember(2);
        client.ask("one.example", Type.A);
        client.ask("two.example", Type.A);
        client.ask("three.example", Type.A);

        assertThat(dns.questions()).extracting(Question::name).containsExactly("two.example", "three.example");
        assertThat(dns.total()).isEqualTo(3);
        dns.remember(0);
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void waiting_for_a_question_ends_when_it_comes() throws Exception {
        CompletableFuture<Question> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return dns.awaitQuestion("late.example", RrType.A, SOON);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        client.ask("early.example", Type.A);
        client.ask("late.example", Type.A);

        assertThat(waiting.get(10, TimeUnit.SECONDS).name()).isEqualTo("late.example");
        assertThat(dns.awaitQuestions(2, SOON)).hasSize(2);
    }

    @Test
    void waiting_in_vain_says_for_what() throws IOException {
        client.ask("mx.example.org", Type.A);

        assertThatThrownBy(() -> dns.awaitQuestions(2, BRIEFLY))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited PT0.02S for 2 questions, saw 1, the last one mx.example.org A over UDP");
        assertThatThrownBy(() -> dns.awaitQuestion("other.example", RrType.PTR, BRIEFLY))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited PT0.02S for the question other.example PTR, saw 1,"
                        + " the last one mx.example.org A over UDP");
    }

    @Test
    void cleared_questions_are_counted_anew() throws Exception {
        client.ask("mx.example.org", Type.A);
        dns.clearQuestions();

        assertThat(dns.total()).isZero();
        client.ask("mx.example.org", Type.MX);
        assertThat(dns.awaitQuestions(1, SOON)).extracting(Question::type).containsExactly(RrType.MX);
    }

    @Test
    void open_connections_are_counted_and_their_end_is_awaited() throws Exception {
        client.askTcp("mx.example.org", Type.A);

        assertThat(dns.openTcpConnections()).isEqualTo(1);
        assertThatThrownBy(() -> dns.awaitNoTcpConnections(BRIEFLY))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited PT0.02S for all TCP connections to be closed, 1 are open");
        client.closeTcp();
        dns.awaitNoTcpConnections(SOON);
        assertThat(dns.openTcpConnections()).isZero();
    }
}
