package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.question;
import static io.mailsonde.testkit.dns.Client.withDnssec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xbill.DNS.Section.ANSWER;
import static org.xbill.DNS.Section.AUTHORITY;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Records of DNSSEC that somebody else made are served as RFC 4035, section 3.1, says; here they are signed by nobody. */
class SignedAnswersTest extends WithServer {

    @BeforeEach
    void sign() throws IOException {
        dns.zone().soa("example.org", 300);
        for (String owner : List.of("example.org", "mx.example.org")) {
            for (int type : new int[] {Type.SOA, Type.A, Type.NSEC}) {
                dns.zone().raw(owner, RrType.RRSIG, signature(type));
            }
        }
        dns.zone().raw("example.org", RrType.NSEC, next("mx.example.org"));
        dns.zone().raw("mx.example.org", RrType.NSEC, next("example.org"));
    }

    private static byte[] signature(int covered) throws TextParseException {
        byte[] data = new byte[18 + 13 + 4];
        data[1] = (byte) covered;
        byte[] signer = Name.fromString("example.org.").toWire();
        System.arraycopy(signer, 0, data, 18, signer.length);
        return data;
    }

    private static byte[] next(String name) throws TextParseException {
        byte[] owner = Name.fromString(name, Name.root).toWire();
        byte[] data = java.util.Arrays.copyOf(owner, owner.length + 3);
        data[owner.length + 1] = 1;
        data[owner.length + 2] = 0x40;
        return data;
    }

    private static List<Integer> types(Message answer, int section) {
        return answer.getSection(section).stream().map(Record::getType).toList();
    }

    @Test
    void signatures_come_only_to_those_who_ask_for_DNSSEC() throws IOException {
        assertThat(types(client.ask("mx.example.org", Type.A), ANSWER)).containsExactly(Type.A);
        assertThat(types(client.ask(withDnssec(question("mx.example.org", Type.A))), ANSWER))
                .containsExactly(Type.A, Type.RRSIG);
    }

    @Test
    void no_data_comes_with_the_signed_SOA_and_the_NSEC_of_the_name() throws IOException {
        Message answer = client.ask(withDnssec(question("mx.example.org", Type.AAAA)));

        assertThat(types(answer, AUTHORITY)).containsExactly(Type.SOA, Type.RRSIG, Type.NSEC, Type.RRSIG);
        assertThat(answer.getSection(AUTHORITY).get(2).getName()).hasToString("mx.example.org.");
    }

    @Test
    void a_name_that_does_not_exist_comes_with_the_NSEC_records_that_cover_it_and_its_wildcard() throws IOException {
        Message answer = client.ask(withDnssec(question("zz.example.org", Type.A)));

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answer.getSection(AUTHORITY).stream()
                        .filter(record -> record.getType() == Type.NSEC)
                        .map(record -> record.getName().toString()))
                .containsExactly("mx.example.org.", "example.org.");
    }

    @Test
    void the_parent_answers_for_DS() throws IOException {
        Message answer = client.ask("example.org", Type.DS);

        assertThat(answer.getSection(AUTHORITY).get(0).getName()).hasToString(".");
    }
}
