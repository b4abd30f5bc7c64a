package io.mailsonde.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Whatever comes in whatever pieces is read the same way, and not a byte of it is lost. */
class ReplyDecoderProperties {
    /** A reply by the grammar of RFC 5321, section 4.2; a null text stands for a bare code on the last line. */
    record Valid(String sent, int code, List<String> texts) {
        static Valid of(int code, List<String> texts, boolean bare) {
            StringBuilder sent = new StringBuilder();
            List<String> all = new ArrayList<>(texts);
            for (int i = 0; i < texts.size() - 1; i++) {
                sent.append(code).append('-').append(texts.get(i)).append("\r\n");
            }
            String last = texts.get(texts.size() - 1);
            if (bare) {
                all.set(texts.size() - 1, "");
                sent.append(code).append("\r\n");
            } else {
                sent.append(code).append(' ').append(last).append("\r\n");
            }
            return new Valid(sent.toString(), code, all);
        }

        boolean overlong() {
            return texts.stream().anyMatch(text -> text.length() + 6 > 512);
        }
    }

    @Provide
    Arbitrary<Valid> valid() {
        Arbitrary<Integer> codes = Combinators.combine(
                        Arbitraries.integers().between(2, 5),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 9))
                .as((first, second, third) -> first * 100 + second * 10 + third);
        StringArbitrary texts =
                Arbitraries.strings().withChars('\t').withCharRange(' ', '~').ofMinLength(1);
        Arbitrary<String> someLong = Arbitraries.frequencyOf(
                Tuple.of(9, texts.ofMaxLength(60)),
                Tuple.of(1, texts.ofMinLength(490).ofMaxLength(530)));
        return Combinators.combine(codes, someLong.list().ofMinSize(1).ofMaxSize(8), Arbitraries.of(true, false))
                .as(Valid::of);
    }

    /** Bytes of which the decoder makes something, and any others. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("\r\n", "\n", "\r", "\r\r\n", "-", " ", "\0")),
                Tuple.of(3, Arbitraries.of("220 ", "250-", "250", "421 ", "2", "554-", "x".repeat(600))),
                Tuple.of(2, Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(9)));
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list).getBytes(ISO_8859_1));
    }

    @Provide
    Arbitrary<List<Integer>> fractions() {
        return Arbitraries.integers().between(0, 1000).list().ofMaxSize(12);
    }

    private static int[] cuts(List<Integer> fractions, int length) {
        return fractions.stream()
                .mapToInt(each -> each * length / 1000)
                .sorted()
                .toArray();
    }

    @Property
    void replies_by_the_grammar_are_read_to_the_letter(
            @ForAll("valid") Valid first, @ForAll("valid") Valid second, @ForAll("fractions") List<Integer> fractions) {
        String sent = first.sent() + second.sent();

        Replies replies = Replies.of(sent, cuts(fractions, sent.length()));

        assertThat(replies.whole()).hasSize(2);
        assertThat(replies.last()).isEmpty();
        assertReads(first, replies.whole().get(0));
        assertReads(second, replies.whole().get(1));
    }

    private static void assertReads(Valid valid, SmtpReply reply) {
        assertThat(reply.code()).isEqualTo(valid.code());
        assertThat(reply.lines()).isEqualTo(valid.texts());
        assertThat(reply.violations()).isEqualTo(valid.overlong() ? List.of(ReplyViolation.LONG_LINE) : List.of());
        assertThat(reply.size()).isEqualTo(valid.sent().length());
        assertThat(valid.sent()).startsWith(reply.raw());
    }

    @Property
    void it_does_not_matter_how_bytes_are_split(
            @ForAll("bytes") byte[] bytes, @ForAll("fractions") List<Integer> fractions) {
        Replies atOnce = Replies.of(bytes);
        Replies pieces = Replies.of(bytes, cuts(fractions, bytes.length));

        assertThat(pieces.whole()).isEqualTo(atOnce.whole());
        assertThat(pieces.last()).isEqualTo(atOnce.last());
        assertThat(pieces.held()).isEqualTo(atOnce.held());
    }

    @Property
    void no_byte_is_lost(@ForAll("bytes") byte[] bytes, @ForAll("fractions") List<Integer> fractions) {
        assertNothingIsLost(bytes, Replies.of(bytes, cuts(fractions, bytes.length)));
    }

    static void assertNothingIsLost(byte[] bytes, Replies replies) {
        String sent = new String(bytes, ISO_8859_1);
        int at = 0;
        for (SmtpReply reply : replies.whole()) {
            assertThat(sent.startsWith(reply.raw(), at)).isTrue();
            assertThat(reply.violations()).doesNotContain(ReplyViolation.CUT_OFF);
            at += reply.size();
        }
        assertThat(at + replies.held()).isEqualTo(replies.taken());
        assertThat(replies.taken()).isLessThanOrEqualTo(bytes.length);
        assertThat(replies.taken() == bytes.length || replies.held() == ReplyDecoder.MAX_REPLY)
                .isTrue();
        assertThat(replies.most()).isLessThanOrEqualTo(ReplyDecoder.MAX_REPLY);
        assertThat(replies.last().map(SmtpReply::size).orElse(0)).isEqualTo(replies.held());
    }
}
