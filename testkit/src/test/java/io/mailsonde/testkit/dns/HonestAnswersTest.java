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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class HonestAnswersTest extends WithServer {

    private static List<String> texts(Message answer) {
        return ((TXTRecord) answer.getSection(ANSWER).get(0)).getStrings();
    }

    @Test
    void answers_with_the_id_the_question_and_the_record() throws IOException {
        Message question = question("mx.example.org", Type.A);

        Message answer = client.ask(question);

        assertThat(answer.getHeader().getID()).isEqualTo(question.getHeader().getID());
        assertThat(answer.getQuestion()).isEqualTo(question.getQuestion());
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answers(answer)).containsExactly("192.0.2.1");
        assertThat(answer.getSection(ANSWER).get(0).getTTL()).isEqualTo(Zone.DEFAULT_TTL);
    }

    @Test
    void answers_with_AA_and_RA_and_repeats_RD_and_CD() throws IOException {
        Message question = question("mx.example.org", Type.A);
        question.getHeader().setFlag(Flags.CD);

        Message answer = client.ask(question);

        for (int flag : new int[] {Flags.QR, Flags.AA, Flags.RA, Flags.RD, Flags.CD}) {
            assertThat(has(answer, flag)).as(Flags.string(flag)).isTrue();
        }
        assertThat(has(answer, Flags.AD)).isFalse();
        assertThat(has(answer, Flags.TC)).isFalse();
    }

    @Test
    void answers_with_the_flags_that_it_is_told() throws IOException {
        dns.flags(Flag.AD);

        Message answer = client.ask("mx.example.org", Type.A);

        assertThat(has(answer, Flags.AD)).isTrue();
        assertThat(has(answer, Flags.AA)).isFalse();
        assertThat(has(answer, Flags.RA)).isFalse();
    }

    @Test
    void finds_a_name_in_any_case_and_repeats_the_letters_of_the_question() throws IOException {
        Message answer = client.ask("mX.ExAmPlE.oRg", Type.A);

        assertThat(answers(answer)).containsExactly("192.0.2.1");
        assertThat(answer.getQuestion().getName()).hasToString("mX.ExAmPlE.oRg.");
    }

    @Test
    void serves_each_common_type() throws IOException {
        dns.zone()
                .aaaa("all.example.org", "2001:db8::1", "::ffff:192.0.2.1")
                .mx("all.example.org", 10, "mx.example.org")
                .ns("all.example.org", "ns.example.org")
                .txt("all.example.org", "v=spf1 -all", "é")
                .add("all.example.org", RrType.SRV, "1 2 25 mx.example.org")
                .add("all.example.org", RrType.TLSA, "3 1 1 00ff")
                .add("all.example.org", RrType.CAA, "\\# 9 00 05 6973737565 3b 20")
                .raw("all.example.org", new RrType(65_280), (byte) 1, (byte) 2);

        assertThat(answers(client.ask("all.example.org", Type.AAAA)))
                .containsExactly("2001:db8:0:0:0:0:0:1", "0:0:0:0:0:ffff:192.0.2.1");
        assertThat(answers(client.ask("all.example.org", Type.MX))).containsExactly("10 mx.example.org.");
        assertThat(answers(client.ask("all.example.org", Type.NS))).containsExactly("ns.example.org.");
        assertThat(texts(client.ask("all.example.org", Type.TXT))).containsExactly("v=spf1 -all", "\\195\\169");
        assertThat(answers(client.ask("all.example.org", Type.SRV))).containsExactly("1 2 25 mx.example.org.");
        assertThat(answers(client.ask("all.example.org", Type.TLSA))).containsExactly("3 1 1 00FF");
        assertThat(answers(client.ask("all.example.org", Type.CAA))).containsExactly("0 issue \"; \"");
        assertThat(answers(client.ask("all.example.org", 65_280))).containsExactly("\\# 2 0102");
        assertThat(client.ask("all.example.org", Type.ANY).getSection(ANSWER)).hasSize(9);
    }

    @Test
    void splits_a_long_text_into_strings_of_255_octets() throws IOException {
        dns.zone().txt("long.example.org", "x".repeat(300));

        assertThat(texts(client.ask("long.example.org", Type.TXT))).containsExactly("x".repeat(255), "x".repeat(45));
    }

    @Test
    void serves_reverse_names_of_both_families() throws IOException {
        dns.zone().ptr("2001:db8::25", "mx6.example.org");

        assertThat(answers(client.ask("1.2.0.192.in-addr.arpa", Type.PTR))).containsExactly("mx.example.org.");
        assertThat(answers(client.ask(
                        "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", Type.PTR)))
                .containsExactly("mx6.example.org.");
    }

    @Test
    void a_name_that_nobody_added_does_not_exist() throws IOException {
        Message answer = client.ask("none.example.org", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answer.getSection(ANSWER)).isEmpty();
        assertThat(answer.getSection(AUTHORITY)).singleElement().satisfies(soa -> {
            assertThat(soa.getType()).isEqualTo(Type.SOA);
            assertThat(soa.getName()).hasToString(".");
            assertThat(soa.getTTL()).isEqualTo(300);
        });
    }

    @Test
    void a_name_without_the_type_has_no_data_and_carries_the_SOA_of_its_zone() throws IOException {
        dns.zone().soa("example.org", 42);

        Message answer = client.ask("MX.example.ORG", Type.AAAA);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getSection(ANSWER)).isEmpty();
        assertThat(answer.getSection(AUTHORITY)).singleElement().satisfies(soa -> {
            assertThat(soa.getName()).hasToString("example.ORG.");
            assertThat(soa.getTTL()).isEqualTo(42);
        });
    }

    @Test
    void an_empty_non_terminal_has_no_data() throws IOException {
        assertThat(client.ask("example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(client.ask("2.0.192.in-addr.arpa", Type.PTR).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void a_removed_name_is_gone_with_its_empty_non_terminals() throws IOException {
        dns.zone().a("a.b.c.test", "192.0.2.2").remove("a.b.c.test");

        assertThat(client.ask("a.b.c.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(client.ask("c.test", Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void a_removed_type_leaves_the_others() throws IOException {
        dns.zone().txt("mx.example.org", "x").remove("mx.example.org", RrType.A);

        assertThat(client.ask("mx.example.org", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(texts(client.ask("mx.example.org", Type.TXT))).containsExactly("x");
    }

    @Test
    void the_same_record_twice_is_served_once() throws IOException {
        dns.zone().a("mx.example.org", "192.0.2.1", "192.0.2.3");

        assertThat(answers(client.ask("mx.example.org", Type.A))).containsExactly("192.0.2.1", "192.0.2.3");
    }

    @Test
    void follows_aliases_to_the_records() throws IOException {
        dns.zone()
                .cname("1.2.0.192.in-addr.arpa", "1.0-127.2.0.192.in-addr.arpa")
                .remove("1.2.0.192.in-addr.arpa", RrType.PTR)
                .add("1.0-127.2.0.192.in-addr.arpa", RrType.PTR, "mx.example.org");

        Message answer = client.ask("1.2.0.192.in-addr.arpa", Type.PTR);

        assertThat(answers(answer)).containsExactly("1.0-127.2.0.192.in-addr.arpa.", "mx.example.org.");
        assertThat(answer.getSection(ANSWER).get(1).getName()).hasToString("1.0-127.2.0.192.in-addr.arpa.");
        assertThat(answers(client.ask("1.2.0.192.in-addr.arpa", Type.CNAME))).hasSize(1);
    }

    @Test
    void an_alias_to_nowhere_is_NXDOMAIN_with_the_alias() throws IOException {
        dns.zone().cname("www.example.org", "gone.example.org");

        Message answer = client.ask("www.example.org", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answers(answer)).containsExactly("gone.example.org.");
        assertThat(answer.getSection(AUTHORITY)).hasSize(1);
    }

    @Test
    void stops_following_aliases_that_go_round() throws IOException {
        dns.zone().cname("a.example.org", "b.example.org").cname("b.example.org", "a.example.org");

        assertThat(answers(client.ask("a.example.org", Type.A))).hasSize(Answers.MAX_ALIASES + 1);
    }

    @Test
    void a_wildcard_answers_for_names_that_do_not_exist() throws IOException {
        dns.zone().a("*.example.org", "192.0.2.9").txt("here.example.org", "x");

        Message answer = client.ask("a.b.example.org", Type.A);

        assertThat(answer.getSection(ANSWER)).singleElement().satisfies(record -> {
            assertThat(record.getName()).hasToString("a.b.example.org.");
            assertThat(record.rdataToString()).isEqualTo("192.0.2.9");
        });
        assertThat(answers(client.ask("here.example.org", Type.A)))
                .as("an existing name")
                .isEmpty();
        assertThat(client.ask("below.here.example.org", Type.A).getRcode())
                .as("a name whose closest encloser has no wildcard")
                .isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void gives_each_record_its_time_to_live() throws IOException {
        dns.zone().add("mx.example.org", 60, RrType.TXT, "x").raw("mx.example.org", 0xFFFF_FFFFL, new RrType(65_281));

        assertThat(client.ask("mx.example.org", Type.TXT)
                        .getSection(ANSWER)
                        .get(0)
                        .getTTL())
                .isEqualTo(60);
        assertThat(client.askOctets(question("mx.example.org", 65_281)))
                .endsWith(0xFF, 0x01, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0);
    }

    @Test
    void refers_to_the_servers_of_a_delegated_name_without_authority() throws IOException {
        dns.zone()
                .delegate("child.example.org", "ns.child.example.org", "127.0.0.2", "::1")
                .add("child.example.org", RrType.DS, "\\# 4 00010d02");

        Message referral = client.ask("www.child.example.org", Type.A);

        assertThat(has(referral, Flags.AA)).isFalse();
        assertThat(referral.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(referral.getSection(ANSWER)).isEmpty();
        assertThat(data(referral, AUTHORITY)).containsExactly("ns.child.example.org.");
        assertThat(referral.getSection(AUTHORITY).get(0).getName()).hasToString("child.example.org.");
        assertThat(data(referral, ADDITIONAL)).containsExactly("127.0.0.2", "0:0:0:0:0:0:0:1");
        Message ds = client.ask("child.example.org", Type.DS);
        assertThat(has(ds, Flags.AA)).isTrue();
        assertThat(answers(ds)).hasSize(1);
    }

    @Test
    void names_the_compressed_owner_by_a_pointer_to_the_question() throws IOException {
        byte[] answer = client.askOctets(question("mx.example.org", Type.A));

        assertThat(answer).hasSize(12 + 16 + 4 + 16);
        assertThat(answer[32]).isEqualTo((byte) 0xC0);
        assertThat(answer[33]).isEqualTo((byte) 12);
    }

    @Test
    void truncates_at_512_octets_without_EDNS_and_at_the_size_of_the_client_with_it() throws IOException {
        for (int i = 1; i <= 60; i++) {
            dns.zone().a("many.example.org", "192.0.2." + i);
        }

        Message truncated = client.ask("many.example.org", Type.A);
        assertThat(has(truncated, Flags.TC)).isTrue();
        assertThat(truncated.getSection(ANSWER)).isEmpty();
        assertThat(has(client.ask(withEdns(question("many.example.org", Type.A), 900)), Flags.TC))
                .isTrue();
        assertThat(answers(client.ask(withEdns(question("many.example.org", Type.A), 1232))))
                .hasSize(60);
        assertThat(answers(client.askTcp("many.example.org", Type.A))).hasSize(60);
    }

    @Test
    void fills_a_datagram_to_the_last_octet() throws IOException {
        for (int i = 1; i <= 60; i++) {
            dns.zone().a("many.example.org", "192.0.2." + i);
        }
        int exact = 12 + 18 + 4 + 60 * 16 + 11;

        assertThat(client.askOctets(withEdns(question("many.example.org", Type.A), exact)))
                .hasSize(exact);
        assertThat(has(client.ask(withEdns(question("many.example.org", Type.A), exact - 1)), Flags.TC))
                .isTrue();
    }

    @Test
    void answers_EDNS_with_EDNS_only() throws IOException {
        Message answer = client.ask(Client.withDnssec(question("mx.example.org", Type.A)));

        assertThat(answer.getOPT()).isNotNull();
        assertThat(answer.getOPT().getVersion()).isZero();
        assertThat(answer.getOPT().getFlags() & 0x8000).as("DO").isNotZero();
        assertThat(client.ask("mx.example.org", Type.A).getOPT()).isNull();
    }

    @Test
    void says_BADVERS_to_a_later_EDNS() throws IOException {
        Message question = question("mx.example.org", Type.A);
        question.addRecord(new org.xbill.DNS.OPTRecord(1232, 0, 1), ADDITIONAL);

        assertThat(client.ask(question).getRcode()).isEqualTo(Rcode.BADVERS);
    }

    @Test
    void says_NOTIMP_to_other_opcodes_and_REFUSED_to_other_classes() throws IOException {
        Message status = question("mx.example.org", Type.A);
        status.getHeader().setOpcode(Opcode.STATUS);
        Message chaos = Message.newQuery(
                Record.newRecord(org.xbill.DNS.Name.fromString("version.bind."), Type.TXT, org.xbill.DNS.DClass.CH));

        assertThat(client.ask(status).getRcode()).isEqualTo(Rcode.NOTIMP);
        assertThat(client.ask(chaos).getRcode()).isEqualTo(Rcode.REFUSED);
    }
}
