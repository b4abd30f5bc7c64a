package io.mailsonde.witness.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.internal.Words;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String TOKEN = "abcdefghijklmnopqrstuvw234";

    @Test
    void a_token_is_26_characters_of_base32_and_begins_with_a_letter() {
        Words words = new Words(new SecureRandom());
        for (int i = 0; i < 1000; i++) {
            assertThat(words.next()).matches("[a-z][a-z2-7]{25}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TOKEN + "@witness.example",
                "ABCDEFGHIJKLMNOPQRSTUVW234@WITNESS.EXAMPLE",
                TOKEN + "%witness.example@relay.example",
                "witness.example!" + TOKEN,
                "\"" + TOKEN + "@witness.example\"@relay.example",
                "user@" + TOKEN + ".witness.example",
                "@relay.example,@other.example:" + TOKEN + "@witness.example",
                "prefix" + TOKEN + "suffix@witness.example"
            })
    void a_token_is_found_wherever_it_stands(String path) {
        assertThat(Tokens.candidates(path)).contains(TOKEN);
    }

    @Test
    void what_is_too_short_interrupted_or_begins_with_a_digit_is_no_token() {
        assertThat(Tokens.candidates("")).isEmpty();
        assertThat(Tokens.candidates(TOKEN.substring(1))).isEmpty();
        assertThat(Tokens.candidates("abcdefghijklm-nopqrstuvw234")).isEmpty();
        assertThat(Tokens.candidates("2bcdefghijklmnopqrstuvw234")).isEmpty();
    }

    @Test
    void no_other_letter_turns_into_one_of_the_alphabet() {
        assertThat(Tokens.candidates(TOKEN.replace('k', '\u212A'))).isEqualTo(List.of());
    }
}
