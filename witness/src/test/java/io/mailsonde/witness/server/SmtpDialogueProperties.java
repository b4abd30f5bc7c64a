package io.mailsonde.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SmtpDialogueProperties {
    private static final String OPENING = "MAIL FROM:<>\r\nRCPT TO:<" + Letters.TOKEN + ">\r\nDATA\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What a client says: pieces of SMTP and what is like them, in any order. */
    @Provide
    Arbitrary<byte[]> talk() {
        Arbitrary<String> pieces = Arbitraries.of(
                "EHLO mx\r\n",
                "MAIL FROM:<>\r\n",
                "RCPT TO:<" + Letters.TOKEN + ">\r\n",
                "DATA\r\n",
                ".",
                "\r",
                "\n",
                "\r\n",
                ".\r\n",
                "\r\n.\r\n",
                "\0",
                "\u00FF",
                "<",
                ">",
                "\"",
                "\\",
                " ",
                "MAIL FROM:",
                "RCPT TO:",
                "QUIT\r\n",
                "RSET\r\n",
                "x",
                OPENING);
        Arbitrary<String> noise =
                Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(20);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, pieces), net.jqwik.api.Tuple.of(1, noise))
                .list()
                .ofMaxSize(60)
                .map(parts -> bytes(String.join("", parts)));
    }

    @Property
    void however_the_bytes_are_cut_the_replies_and_letters_are_the_same(
            @ForAll("talk") byte[] talk, @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 40) Integer> cuts) {
        Letters whole = new Letters();
        Letters cut = new Letters();
        SmtpDialogue first = Letters.dialogue(whole);
        SmtpDialogue second = Letters.dialogue(cut);

        String expected = first.hear(talk);

        StringBuilder said = new StringBuilder();
        int at = 0;
        for (int length : cuts) {
            int end = Math.min(talk.length, at + length);
            said.append(second.hear(Arrays.copyOfRange(talk, at, end)));
            at = end;
        }
        said.append(second.hear(Arrays.copyOfRange(talk, at, talk.length)));
        assertThat(said).hasToString(expected);
        assertThat(second.over()).isEqualTo(first.over());
        assertThat(cut.taken).isEqualTo(whole.taken);
    }

    @Property
    void any_bytes_get_well_formed_replies(@ForAll @Size(max = 2000) byte[] noise) {
        String replies = Letters.dialogue(new Letters()).hear(noise);

        assertThat(replies.lines()).allMatch(line -> line.matches("[2-5][0-9][0-9][ -][ -~]+"));
    }

    @Provide
    Arbitrary<String> message() {
        return Arbitraries.of(".", "..", "\r\n", "\r\n.", "\n", "\r", "x", "\0", "\u00FF", "Received: y")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts) + "\r\n");
    }

    @Property
    void a_message_comes_out_as_it_was_before_its_dots_were_stuffed(@ForAll("message") String message) {
        Letters letters = new Letters();
        SmtpDialogue dialogue = Letters.dialogue(letters);

        dialogue.hear(bytes(OPENING));
        String replies = dialogue.hear(bytes(stuffed(message) + ".\r\n"));

        assertThat(replies).startsWith("250").hasLineCount(1);
        assertThat(letters.taken).singleElement().satisfies(letter -> {
            assertThat(letter.raw()).isEqualTo(message);
            assertThat(letter.size()).isEqualTo(message.length());
        });
    }

    private static String stuffed(String message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < message.length(); i++) {
            boolean lineStart = i == 0 || (i > 1 && message.startsWith("\r\n", i - 2));
            if (lineStart && message.charAt(i) == '.') {
                out.write('.');
            }
            out.write(message.charAt(i));
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Property
    void reading_trace_fields_never_throws(@ForAll("talk") byte[] raw) {
        assertThat(ReceivedFields.of(new String(raw, StandardCharsets.ISO_8859_1)))
                .allSatisfy(value -> assertThat(value).doesNotContain("\r\n"));
    }
}
