package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class WireQueryTest {
    private static final Name NAME = Name.fromConstantString("mx.example.org.");

    private static Message reply(String name, int type, int rcode) throws IOException {
        Message message = new Message(0);
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setRcode(rcode);
        message.addRecord(Record.newRecord(Name.fromString(name), type, DClass.IN), Section.QUESTION);
        return message;
    }

    @Test
    void reads_back_as_the_question_that_it_is() throws IOException {
        Message message =
                new Message(WireQuery.of(NAME, Type.TLSA, true, true, true).bytes());

        assertThat(message.getQuestion()).isEqualTo(Record.newRecord(NAME, Type.TLSA, DClass.IN));
        assertThat(message.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(message.getHeader().getFlag(Flags.CD)).isTrue();
        assertThat(message.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(message.getOPT().getFlags()).isEqualTo(0x8000);
    }

    @Test
    void has_no_flags_but_those_wanted() throws IOException {
        Message plain =
                new Message(WireQuery.of(NAME, Type.A, false, false, true).bytes());
        Message unsigned =
                new Message(WireQuery.of(NAME, Type.A, true, true, false).bytes());

        assertThat(plain.getHeader().printFlags()).isEmpty();
        assertThat(plain.getOPT()).isNull();
        assertThat(unsigned.getHeader().getFlag(Flags.CD)).isFalse();
        assertThat(unsigned.getOPT().getFlags()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "mx.example.org.,  1, true",
        "MX.eXample.ORG.,  1, true",
        "mx.example.org.,  28, false",
        "my.example.org.,  1, false",
        "example.org.,     1, false",
        "a.mx.example.org.,1, false",
    })
    void is_answered_by_its_own_question_in_any_case(String name, int type, boolean answers) throws IOException {
        WireQuery query = WireQuery.of(NAME, Type.A, true, true, false);

        assertThat(query.answeredBy(reply(name, type, Rcode.NOERROR).toWire())).isEqualTo(answers);
    }

    @Test
    void is_not_answered_by_a_question() {
        WireQuery query = WireQuery.of(NAME, Type.A, true, true, false);

        assertThat(query.answeredBy(query.bytes())).isFalse();
    }

    @Test
    void letters_in_type_and_class_are_not_letters() throws IOException {
        // Type 65 is 'A', type 97 is 'a'.
        WireQuery query = WireQuery.of(NAME, 65, true, true, false);

        assertThat(query.answeredBy(reply("mx.example.org.", 65, Rcode.NOERROR).toWire()))
                .isTrue();
        assertThat(query.answeredBy(reply("mx.example.org.", 97, Rcode.NOERROR).toWire()))
                .isFalse();
    }

    @Test
    void an_error_without_the_question_is_taken_and_an_answer_without_it_is_not() throws IOException {
        WireQuery query = WireQuery.of(NAME, Type.A, true, true, false);
        Message bare = new Message(0);
        bare.getHeader().setFlag(Flags.QR);

        assertThat(query.answeredBy(bare.toWire())).isFalse();
        bare.getHeader().setRcode(Rcode.NXDOMAIN);
        assertThat(query.answeredBy(bare.toWire())).isFalse();
        bare.getHeader().setRcode(Rcode.FORMERR);
        assertThat(query.answeredBy(bare.toWire())).isTrue();
    }

    @Property
    void never_throws_on_what_has_a_header(@ForAll @Size(min = 12, max = 600) byte[] message) {
        WireQuery.of(NAME, Type.A, true, true, false).answeredBy(message);
        assertThat(WireQuery.id(message)).isBetween(0, 65535);
    }
}
