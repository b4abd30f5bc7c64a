package io.mailsonde.testkit.dns;

import static io.mailsonde.testkit.dns.Client.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

class MalformedAnswersTest extends WithServer {
    /** Where the first record begins: after the header, the name and the four octets of type and class. */
    private static final int RECORD = 12 + 16 + 4;

    private byte[] play(Effect effect) throws IOException {
        dns.on("mx.example.org", RrType.A).always(effect);
        return client.askOctets(question("mx.example.org", Type.A));
    }

    private static int pointer(byte[] message) {
        return ((message[RECORD] & 0x3F) << 8) | (message[RECORD + 1] & 0xFF);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "COMPRESSION_LOOP",
                "COMPRESSION_FORWARD",
                "COMPRESSION_PAST_END",
                "RESERVED_LABEL",
                "NAME_TOO_LONG",
                "INFLATED_COUNT",
                "RDLENGTH_OVERRUN"
            })
    void another_decoder_refuses_it_and_the_id_is_right(Fault fault) throws IOException {
        dns.on("mx.example.org", RrType.A).always(fault);
        Message question = question("mx.example.org", Type.A);

        byte[] answer = client.askOctets(question);

        assertThatThrownBy(() -> Client.parse(answer)).isInstanceOf(UncheckedIOException.class);
        assertThat(new org.xbill.DNS.Header(answer).getID())
                .isEqualTo(question.getHeader().getID());
    }

    @Test
    void COMPRESSION_LOOP_points_at_itself() throws IOException {
        assertThat(pointer(play(Fault.COMPRESSION_LOOP))).isEqualTo(RECORD);
    }

    @Test
    void COMPRESSION_FORWARD_points_at_something_later_in_the_message() throws IOException {
        byte[] message = play(Fault.COMPRESSION_FORWARD);

        assertThat(pointer(message)).isGreaterThan(RECORD).isLessThan(message.length);
    }

    @Test
    void COMPRESSION_PAST_END_points_behind_the_message() throws IOException {
        byte[] message = play(Fault.COMPRESSION_PAST_END);

        assertThat(pointer(message)).isGreaterThan(message.length);
    }

    @Test
    void RESERVED_LABEL_begins_with_the_bits_10() throws IOException {
        assertThat(play(Fault.RESERVED_LABEL)[RECORD] & 0xC0).isEqualTo(0x80);
    }

    @Test
    void NAME_TOO_LONG_has_321_octets_of_labels() throws IOException {
        byte[] message = play(Fault.NAME_TOO_LONG);

        assertThat(message).hasSize(RECORD + 321 + 10 + 4);
        for (int label = 0; label < 5; label++) {
            assertThat(message[RECORD + 64 * label]).isEqualTo((byte) 63);
        }
    }

    @Test
    void INFLATED_COUNT_counts_65535_answers() throws IOException {
        assertThat(new org.xbill.DNS.Header(play(Fault.INFLATED_COUNT)).getCount(org.xbill.DNS.Section.ANSWER))
                .isEqualTo(0xFFFF);
    }

    @Test
    void RDLENGTH_OVERRUN_claims_65535_octets_of_data() throws IOException {
        byte[] message = play(Fault.RDLENGTH_OVERRUN);

        assertThat(message).endsWith(0xFF, 0xFF, 203, 0, 113, 66);
    }

    @Test
    void TRAILING_BYTES_follow_the_honest_answer() throws IOException {
        byte[] message = play(Fault.TRAILING_BYTES);

        assertThat(message)
                .hasSize(RECORD + 16 + 16)
                .endsWith(
                        192, 0, 2, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                        0xFF, 0xFF, 0xFF);
    }

    @Test
    void Cut_leaves_the_beginning() throws IOException {
        byte[] message = play(new Effect.Cut(20));

        assertThat(message).hasSize(20);
        assertThat(message[2] & 2).as("TC").isZero();
    }

    @Test
    void Cut_leaves_a_shorter_answer_whole() throws IOException {
        assertThat(play(new Effect.Cut(1000))).hasSize(RECORD + 16);
    }

    @Test
    void Garbage_is_sent_as_it_is() throws IOException {
        assertThat(play(new Effect.Garbage("00ff10"))).containsExactly(0x00, 0xFF, 0x10);
        assertThat(Effect.Garbage.of((byte) 0, (byte) 0xFF, (byte) 0x10)).isEqualTo(new Effect.Garbage("00ff10"));
    }

    @Test
    void Garbage_may_be_an_empty_datagram() throws IOException {
        assertThat(play(new Effect.Garbage(""))).isEmpty();
    }

    @Test
    void Recorded_is_sent_under_the_id_of_the_question() throws IOException {
        Message other = question("recorded.example.net", Type.TXT);
        dns.on("mx.example.org", RrType.A).always(Effect.Recorded.of(other.toWire()));
        Message question = question("mx.example.org", Type.A);

        Message answer = client.ask(question);

        assertThat(answer.getHeader().getID()).isEqualTo(question.getHeader().getID());
        assertThat(answer.getQuestion().getName()).hasToString("recorded.example.net.");
    }
}
