package io.mailsonde.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Type;

class ScriptTest extends WithServer {

    private int rcode(String name, int type) throws IOException {
        return client.ask(name, type).getRcode();
    }

    @Test
    void lines_are_played_in_turn_and_then_the_server_is_honest() throws IOException {
        dns.on("mx.example.org", RrType.A).play(Rcode.SERVFAIL, Fault.NONE, Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(2);
        assertThat(rcode("mx.example.org", Type.A)).isZero();
        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(5);
        assertThat(rcode("mx.example.org", Type.A)).isZero();
    }

    @Test
    void first_repeats_a_line_and_always_plays_for_the_rest() throws IOException {
        dns.on("mx.example.org", RrType.A).first(2, Rcode.SERVFAIL).always(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(2);
        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(2);
        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(5);
        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(5);
    }

    @Test
    void a_script_is_bound_to_its_name_in_any_case_and_its_type() throws IOException {
        dns.on("MX.example.org.", RrType.A).always(Rcode.REFUSED);

        assertThat(rcode("mx.EXAMPLE.org", Type.A)).isEqualTo(5);
        assertThat(rcode("mx.example.org", Type.AAAA)).isZero();
        assertThat(rcode("1.2.0.192.in-addr.arpa", Type.PTR)).isZero();
    }

    @Test
    void ANY_stands_for_every_type() throws IOException {
        dns.on("mx.example.org", RrType.ANY).always(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.AAAA)).isEqualTo(5);
    }

    @Test
    void a_lame_server_refuses_everything() throws IOException {
        dns.onEverything().always(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(5);
        assertThat(rcode("other.example", Type.MX)).isEqualTo(5);
    }

    @Test
    void a_predicate_chooses_its_questions() throws IOException {
        dns.on("over TCP", question -> question.transport() == Transport.TCP).always(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isZero();
        assertThat(client.askTcp("mx.example.org", Type.A).getRcode()).isEqualTo(5);
    }

    @Test
    void names_come_before_predicates_and_new_before_old() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Rcode.SERVFAIL);
        dns.on("mx.example.org", RrType.A).play(Rcode.NOTIMP);
        dns.onEverything().always(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(4);
        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(2);
        assertThat(rcode("mx.example.org", Type.MX)).isEqualTo(5);
    }

    @Test
    void a_line_for_TCP_waits_for_TCP() throws IOException {
        dns.on("mx.example.org", RrType.A).play(Fault.TCP_CLOSE);

        assertThat(client.ask("mx.example.org", Type.A).getHeader().getFlag(Flags.TC))
                .isTrue();
        assertThat(dns.unread()).hasSize(1);
        client.sendTcp(Client.question("mx.example.org", Type.A));
        assertThat(client.readTcp(1)).isEmpty();
        assertThat(dns.unread()).isEmpty();
        client.closeTcp();
        assertThat(client.askTcp("mx.example.org", Type.A).getRcode()).isZero();
    }

    @Test
    void unread_lines_are_listed_and_always_is_not_one() throws IOException {
        dns.on("mx.example.org", RrType.A)
                .play(Rcode.SERVFAIL, Fault.SILENCE, new Effect.Delay(Duration.ofMillis(5)))
                .always(Rcode.REFUSED);
        dns.on("mail traffic", question -> false).play(Rcode.REFUSED);

        assertThat(rcode("mx.example.org", Type.A)).isEqualTo(2);

        assertThat(dns.unread())
                .containsExactly(
                        "mx.example.org A: SILENCE",
                        "mx.example.org A: Delay[by=PT0.005S, then=NONE]",
                        "mail traffic: REFUSED");
    }

    @Test
    void cleared_scripts_are_forgotten() throws IOException {
        dns.on("mx.example.org", RrType.A).play(Rcode.SERVFAIL);
        dns.onEverything().always(Rcode.REFUSED);

        dns.clearScripts();

        assertThat(rcode("mx.example.org", Type.A)).isZero();
        assertThat(dns.unread()).isEmpty();
    }

    @Test
    void a_predicate_that_throws_leaves_the_question_unanswered_and_is_reported() throws IOException {
        try (ScriptedDns other = ScriptedDns.start();
                Client asking = new Client(other)) {
            other.on("x.example", RrType.A).play(Fault.NONE);
            other.on("broken", question -> {
                        if (question.asks("mx.example.org", RrType.A)) {
                            throw new IllegalStateException("a bug in a test");
                        }
                        return false;
                    })
                    .always(Rcode.REFUSED);

            asking.send(Client.question("mx.example.org", Type.A));

            assertThat(asking.heardNothing()).isTrue();
            assertThat(other.problems()).singleElement().asString().contains("a bug in a test");
        }
    }

    @Test
    void effects_that_cannot_be_are_refused_when_they_are_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Delay(Duration.ofHours(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Delay(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.WrongQuestion("a..b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.CnameChain(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Garbage("0"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Recorded("00"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Cut(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.Flood(65_536, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.TcpLength(65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new Effect.TcpDribble(Duration.ofHours(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Effect.WithExtra(Section.ANSWER, "a.example", RrType.A, "not an address"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dns.on("a.example", RrType.A).first(0, Fault.NONE));
    }
}
