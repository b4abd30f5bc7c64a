package io.mailsonde.smtp;

import static io.mailsonde.smtp.Replies.reply;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EhloReplyTest {
    private final EhloReply ehlo = new EhloReply(
            reply(
                    250,
                    "mx.example greets you",
                    "SIZE 1000",
                    "starttls",
                    "AUTH=LOGIN",
                    "AUTH PLAIN",
                    "8BITMIME ",
                    " PIPELINING"),
            Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "SIZE, 1000",
        "size, 1000",
        "STARTTLS, ''",
        "AUTH, LOGIN",
        "8BITMIME, ''",
        "PIPELINING, ''",
    })
    void offers(String keyword, String parameters) {
        assertThat(ehlo.offers(keyword)).isTrue();
        assertThat(ehlo.parameters(keyword)).contains(parameters);
    }

    @ParameterizedTest
    @CsvSource({"SIZ", "SIZE1", "1000", "LOGIN", "mx.example", "CHUNKING", "''"})
    void does_not_offer(String keyword) {
        assertThat(ehlo.offers(keyword)).isFalse();
    }

    @Test
    void the_first_line_holds_the_name_and_no_extension() {
        assertThat(ehlo.name()).contains("mx.example");
        assertThat(ehlo.extensions()).hasSize(6).doesNotContain("mx.example greets you");
        assertThat(new EhloReply(reply(250, ""), Optional.empty()).name()).isEmpty();
        assertThat(new EhloReply(reply(250), Optional.empty()).name()).isEmpty();
    }

    @Test
    void after_helo_nothing_is_offered() {
        EhloReply helo = new EhloReply(reply(250, "mx", "SIZE"), Optional.of(reply(502, "what")));

        assertThat(helo.extended()).isFalse();
        assertThat(helo.extensions()).isEmpty();
        assertThat(helo.offers("SIZE")).isFalse();
        assertThat(helo.name()).contains("mx");
    }

    @Test
    void a_refusal_offers_nothing() {
        assertThat(new EhloReply(reply(550, "no", "SIZE"), Optional.empty()).offers("SIZE"))
                .isFalse();
    }

    /** The sharp s is one letter, and two in upper case. */
    @Test
    void letters_that_grow_in_upper_case_do_no_harm() {
        EhloReply odd = new EhloReply(reply(250, "mx", "\u00df"), Optional.empty());

        assertThat(odd.parameters("SS")).isEmpty();
    }
}
