package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A secret is not recorded, in whatever form a peer repeats it. */
class MasksTest {
    private final Masks masks = new Masks();

    private String whole(String text) {
        return masks.mask(text, false).shown();
    }

    @Test
    void without_secrets_everything_is_shown_at_once() {
        assertThat(masks.mask("235 ok", true)).isEqualTo(new Masks.Masked("235 ok", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "as it was sent,        c2VzYW1l,                535 c2VzYW1l is wrong,     535 *** is wrong",
        "what its base64 means, c2VzYW1l,                535 sesame is wrong,       535 *** is wrong",
        "its base64,            sesame,                  535 c2VzYW1l is wrong,     535 *** is wrong",
        "its password,          AGFsaWNlAHNlc2FtZQ==,    535 alice:sesame is wrong, 535 alice:*** is wrong",
        "an argument,           PASS open sesame,        -ERR open sesame?,         -ERR ***?",
        "the last argument,     LOGIN alice sesame,      NO alice sesame,           NO ***",
        "the last argument,     LOGIN alice sesame,      NO sesame of alice,        NO *** of alice",
        "an initial response,   AUTH PLAIN AGEAc2VzYW1l, 500 AGEAc2VzYW1l,          500 ***",
        "twice,                 sesame,                  sesamesesame,              ******",
        "another case is none,  sesame,                  SESAME,                    SESAME",
        "too short to tell,     a,                       a banana,                  a banana",
    })
    void a_peer_that_repeats(String form, String sent, String peer, String recorded) {
        masks.add(sent);

        assertThat(whole(peer)).as(form).isEqualTo(recorded);
    }

    @Test
    void the_longer_of_two_secrets_is_hidden_whole() {
        masks.add("pass");
        masks.add("password");

        assertThat(whole("password pass passwor")).isEqualTo("*** *** ***wor");
    }

    @Test
    void what_may_become_a_secret_is_held_back() {
        masks.add("sesame");

        assertThat(masks.mask("535 ses", true)).isEqualTo(new Masks.Masked("535 ", "ses"));
        assertThat(masks.mask("sesame", true)).isEqualTo(new Masks.Masked("***", ""));
        assertThat(masks.mask("535 ses", false)).isEqualTo(new Masks.Masked("535 ses", ""));
    }

    @Property
    void no_cut_reveals_a_secret(
            @ForAll @AlphaChars @StringLength(min = 3, max = 12) String secret,
            @ForAll @Size(max = 6) List<@AlphaChars @StringLength(max = 8) String> between,
            @ForAll @IntRange(min = 1, max = 15) int piece) {
        Masks mine = new Masks();
        mine.add(secret);
        String said = String.join(secret, between) + secret.substring(1) + secret;

        StringBuilder shown = new StringBuilder();
        String held = "";
        for (int at = 0; at < said.length(); at += piece) {
            Masks.Masked masked = mine.mask(held + said.substring(at, Math.min(said.length(), at + piece)), true);
            shown.append(masked.shown());
            held = masked.held();
            assertThat(held.length()).isLessThan(20);
        }
        shown.append(mine.mask(held, false).shown());

        assertThat(shown.toString())
                .doesNotContain(secret)
                .isEqualTo(mine.mask(said, false).shown());
    }
}
