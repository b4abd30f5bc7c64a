package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.answers;
import static io.mailsonde.testkit.dns.Client.data;
import static io.mailsonde.testkit.dns.Client.has;
import static io.mailsonde.testkit.dns.Client.question;
import static io.mailsonde.testkit.dns.Client.withEdns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xbill.DNS.Section.ADDITIONAL;
import static org.xbill.DNS.Section.ANSWER;
import static org.xbill.DNS.Section.AUTHORITY;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class EffectsTest extends WithServer {

    private Message asked;

    private Message play(Effect effect) throws IOException {
        dns.on("mx.example.org", RrType.A).always(effect);
        asked = question("mx.example.org", Type.A);
        return client.ask(asked);
    }

    private int askedId() {
        return asked.getHeader().getID();
    }

    @Test
    void NONE_is_the_honest_answer() throws IOException {
        assertThat(answers(play(Fault.NONE))).containsExactly("192.0.2.1");
    }

    @Test
    void SILENCE_says_nothing() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Fault.SILENCE);

        client.send(question("mx.example.org", Type.A));

        assertThat(client.heardNothing()).isTrue();
        assertThat(dns.count("mx.example.org", RrType.A)).isEqualTo(1);
    }

    @Test
    void Delay_answers_later_while_others_are_answered() throws IOException {
        Duration delay = Duration.ofMillis(300);
        dns.on("mx.example.org", RrType.A).always(new Effect.Delay(delay));
        long start = System.nanoTime();
        client.send(question("mx.example.org", Type.A));

        assertThat(client.heardNothing()).isTrue();
        assertThat(answers(Client.parse(client.receive()))).containsExactly("192.0.2.1");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    void after_delays_any_effect() throws IOException {
        assertThat(play(io.mailsonde.testkit.dns.Rcode.SERVFAIL.after(Duration.ofMillis(1)))
                        .getRcode())
                .isEqualTo(org.xbill.DNS.Rcode.SERVFAIL);
    }

    @ParameterizedTest
    @EnumSource(value = Rcode.class, names = "BADVERS", mode = EnumSource.Mode.EXCLUDE)
    void an_Rcode_comes_with_the_question_and_no_records(Rcode rcode) throws IOException {
        Message answer = play(rcode);

        assertThat(answer.getRcode()).isEqualTo(rcode.code());
        assertThat(answer.getHeader().getID()).isEqualTo(askedId());
        assertThat(answer.getQuestion()).isEqualTo(asked.getQuestion());
        assertThat(answer.getSection(ANSWER)).isEmpty();
        assertThat(answer.getSection(AUTHORITY)).isEmpty();
    }

    @Test
    void an_Rcode_above_15_needs_EDNS() throws IOException {
        assertThat(play(Rcode.BADVERS).getRcode()).isZero();
        assertThat(client.ask(withEdns(question("mx.example.org", Type.A), 1232))
                        .getRcode())
                .isEqualTo(16);
    }

    @Test
    void DUPLICATE_answers_twice() throws IOException {
        play(Fault.DUPLICATE);

        assertThat(Client.parse(client.receive()).getHeader().getID()).isEqualTo(askedId());
        assertThat(client.heardNothing()).isTrue();
    }

    @Test
    void WRONG_PORT_answers_from_another_port_of_the_address() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Fault.WRONG_PORT);
        client.send(question("mx.example.org", Type.A));

        DatagramPacket packet = client.receivePacket();

        assertThat(packet.getAddress()).isEqualTo(dns.address().getAddress());
        assertThat(packet.getPort()).isNotEqualTo(dns.address().getPort());
    }

    @Test
    void WRONG_ADDRESS_answers_from_the_port_of_another_address() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Fault.WRONG_ADDRESS);
        client.send(question("mx.example.org", Type.A));

        DatagramPacket packet = client.receivePacket();

        assertThat(packet.getAddress()).isEqualTo(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
        assertThat(packet.getPort()).isEqualTo(dns.address().getPort());
    }

    @Test
    void WRONG_ID_changes_the_id_only() throws IOException {
        Message answer = play(Fault.WRONG_ID);

        assertThat(answer.getHeader().getID()).isNotEqualTo(askedId());
        assertThat(answers(answer)).containsExactly("192.0.2.1");
    }

    @Test
    void WrongQuestion_answers_about_another_name() throws IOException {
        dns.zone().a("other.example.net", "198.51.100.1");

        Message answer = play(new Effect.WrongQuestion("other.example.net"));

        assertThat(answer.getHeader().getID()).isEqualTo(askedId());
        assertThat(answer.getQuestion().getName()).hasToString("other.example.net.");
        assertThat(answers(answer)).containsExactly("198.51.100.1");
    }

    @Test
    void NOT_A_RESPONSE_clears_QR() throws IOException {
        assertThat(has(play(Fault.NOT_A_RESPONSE), Flags.QR)).isFalse();
    }

    @Test
    void NO_QUESTION_leaves_the_question_section_empty() throws IOException {
        Message answer = play(Fault.NO_QUESTION);

        assertThat(answer.getQuestion()).isNull();
        assertThat(answer.getSection(ANSWER).get(0).getName()).hasToString("mx.example.org.");
    }

    @Test
    void CASE_LOST_folds_the_question_to_lower_case() throws IOException {
        dns.onEverything().always(Fault.CASE_LOST);

        Message answer = client.ask("MX.Example.ORG", Type.A);

        assertThat(answer.getQuestion().getName()).hasToString("mx.example.org.");
        assertThat(answers(answer)).containsExactly("192.0.2.1");
    }

    @Test
    void NOT_AUTHORITATIVE_clears_AA_and_NO_RECURSION_clears_RA() throws IOException {
        dns.on("mx.example.org", RrType.A).play(Fault.NOT_AUTHORITATIVE, Fault.NO_RECURSION);

        Message lame = client.ask("mx.example.org", Type.A);
        Message authority = client.ask("mx.example.org", Type.A);

        assertThat(has(lame, Flags.AA)).isFalse();
        assertThat(has(lame, Flags.RA)).isTrue();
        assertThat(has(authority, Flags.AA)).isTrue();
        assertThat(has(authority, Flags.RA)).isFalse();
        assertThat(answers(lame)).isEqualTo(answers(authority)).containsExactly("192.0.2.1");
    }

    @Test
    void TRUNCATED_gives_TC_over_UDP_and_everything_over_TCP() throws IOException {
        Message answer = play(Fault.TRUNCATED);

        assertThat(has(answer, Flags.TC)).isTrue();
        assertThat(answer.getSection(ANSWER)).isEmpty();
        Message whole = client.askTcp("mx.example.org", Type.A);
        assertThat(has(whole, Flags.TC)).isFalse();
        assertThat(answers(whole)).containsExactly("192.0.2.1");
    }

    @Test
    void TRUNCATED_PARTIAL_gives_the_first_record_with_TC() throws IOException {
        dns.zone().a("mx.example.org", "192.0.2.2");

        Message answer = play(Fault.TRUNCATED_PARTIAL);

        assertThat(has(answer, Flags.TC)).isTrue();
        assertThat(answers(answer)).containsExactly("192.0.2.1");
        assertThat(answers(client.askTcp("mx.example.org", Type.A))).containsExactly("192.0.2.1", "192.0.2.2");
    }

    @Test
    void TRUNCATED_ALWAYS_gives_TC_over_TCP_too() throws IOException {
        assertThat(has(play(Fault.TRUNCATED_ALWAYS), Flags.TC)).isTrue();
        assertThat(has(client.askTcp("mx.example.org", Type.A), Flags.TC)).isTrue();
    }

    @Test
    void EMPTY_ANSWER_has_no_records_at_all() throws IOException {
        Message answer = play(Fault.EMPTY_ANSWER);

        assertThat(answer.getRcode()).isZero();
        assertThat(answer.getSection(ANSWER)).isEmpty();
        assertThat(answer.getSection(AUTHORITY)).isEmpty();
    }

    @Test
    void CNAME_ONLY_stops_at_the_first_alias() throws IOException {
        dns.zone().cname("www.example.org", "mx.example.org");
        dns.on("www.example.org", RrType.A).always(Fault.CNAME_ONLY);

        assertThat(answers(client.ask("www.example.org", Type.A))).containsExactly("mx.example.org.");
    }

    @Test
    void CNAME_LOOP_has_two_aliases_that_point_at_each_other() throws IOException {
        Message answer = play(Fault.CNAME_LOOP);

        assertThat(answers(answer)).containsExactly("loop.invalid.", "mx.example.org.");
        assertThat(answer.getSection(ANSWER).get(1).getName()).hasToString("loop.invalid.");
    }

    @Test
    void CnameChain_leads_to_the_records() throws IOException {
        Message answer = play(new Effect.CnameChain(3));

        assertThat(answers(answer))
                .containsExactly("alias-1.invalid.", "alias-2.invalid.", "alias-3.invalid.", "192.0.2.1");
        assertThat(answer.getSection(ANSWER).get(3).getName()).hasToString("alias-3.invalid.");
    }

    @Test
    void a_long_CnameChain_is_truncated_over_UDP() throws IOException {
        assertThat(has(play(new Effect.CnameChain(1000)), Flags.TC)).isTrue();
        assertThat(answers(client.askTcp("mx.example.org", Type.A))).hasSize(1001);
    }

    @Test
    void UPWARD_REFERRAL_names_servers_of_the_root_without_authority() throws IOException {
        Message answer = play(Fault.UPWARD_REFERRAL);

        assertThat(has(answer, Flags.AA)).isFalse();
        assertThat(answer.getSection(AUTHORITY)).singleElement().satisfies(ns -> {
            assertThat(ns.getType()).isEqualTo(Type.NS);
            assertThat(ns.getName()).hasToString(".");
        });
    }

    @Test
    void CLASS_CHAOS_changes_the_class_of_the_records() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Fault.CLASS_CHAOS);

        byte[] answer = client.askOctets(withEdns(question("mx.example.org", Type.A), 1232));

        int record = 12 + 16 + 4 + 2;
        assertThat(answer[record + 3]).isEqualTo((byte) DClass.CH);
        assertThat(answer[record + 14]).as("the owner of the OPT record").isZero();
    }

    @Test
    void WithExtra_adds_a_record_to_the_chosen_section() throws IOException {
        dns.on("mx.example.org", RrType.A)
                .play(extra(io.mailsonde.testkit.dns.Section.ANSWER))
                .play(extra(io.mailsonde.testkit.dns.Section.AUTHORITY))
                .play(extra(io.mailsonde.testkit.dns.Section.ADDITIONAL));

        for (int section : new int[] {ANSWER, AUTHORITY, ADDITIONAL}) {
            Message answer = client.ask(withEdns(question("mx.example.org", Type.A), 1232));

            assertThat(data(answer, section)).contains("203.0.113.66");
            assertThat(answers(answer)).contains("192.0.2.1");
            assertThat(answer.getOPT()).isNotNull();
        }
    }

    private static Effect extra(io.mailsonde.testkit.dns.Section section) {
        return new Effect.WithExtra(section, "www.bank.example", RrType.A, "203.0.113.66");
    }

    @Test
    void Flood_sends_false_records_under_wrong_ids_and_then_the_honest_answer() throws IOException {
        dns.on("mx.example.org", RrType.A).always(new Effect.Flood(50, true));
        Message question = question("mx.example.org", Type.A);
        client.send(question);

        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Message forged = Client.parse(client.receive());
            ids.add(forged.getHeader().getID());
            assertThat(answers(forged)).containsExactly("203.0.113.66");
        }
        Message honest = Client.parse(client.receive());

        assertThat(ids).hasSize(50).doesNotContain(question.getHeader().getID());
        assertThat(honest.getHeader().getID()).isEqualTo(question.getHeader().getID());
        assertThat(answers(honest)).containsExactly("192.0.2.1");
    }

    @Test
    void Flood_may_be_all_there_is() throws IOException {
        assertThat(play(new Effect.Flood(1, false)).getHeader().getID()).isNotEqualTo(askedId());
        assertThat(client.heardNothing()).isTrue();
    }

    @Test
    void EDNS_FORMERR_answers_only_questions_without_EDNS() throws IOException {
        assertThat(answers(play(Fault.EDNS_FORMERR))).containsExactly("192.0.2.1");

        Message answer = client.ask(withEdns(question("mx.example.org", Type.A), 1232));

        assertThat(answer.getRcode()).isEqualTo(org.xbill.DNS.Rcode.FORMERR);
        assertThat(answer.getOPT()).isNull();
    }

    @Test
    void EDNS_IGNORED_answers_without_EDNS_within_512_octets() throws IOException {
        dns.on("mx.example.org", RrType.A).always(Fault.EDNS_IGNORED);
        for (int i = 2; i <= 60; i++) {
            dns.zone().a("mx.example.org", "192.0.2." + i);
        }

        Message answer = client.ask(withEdns(question("mx.example.org", Type.A), 4096));

        assertThat(answer.getOPT()).isNull();
        assertThat(has(answer, Flags.TC)).isTrue();
    }

    @Test
    void EDNS_DROPPED_answers_only_questions_without_EDNS() throws IOException {
        assertThat(answers(play(Fault.EDNS_DROPPED))).containsExactly("192.0.2.1");

        client.send(withEdns(question("mx.example.org", Type.A), 1232));

        assertThat(client.heardNothing()).isTrue();
    }
}
