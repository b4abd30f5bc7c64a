package io.mailsonde.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNamesTest {
    @ParameterizedTest
    @CsvSource({
        "MX.Example.ORG,    mx.example.org",
        "example.org.,      example.org",
        "bücher.example,    xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "localhost,         localhost",
    })
    void host_names_become_a_labels(String given, String expected) {
        assertThat(DnsNames.hostname(given)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                      not empty",
        "exa mple.org,            not made of letters",
        "-a.example.org,          not made of letters",
        "under_score.example.org, not made of letters",
        "a..example.org,          mpty label",
        "192.0.2.1,               is an address",
        "300.1.1.1,               last label is a number",
        "mx.example.7,            last label is a number",
        "straße.example,          IDNA 2003 and 2008",
    })
    void what_is_no_host_name_is_refused_with_the_reason(String given, String reason) {
        assertThatThrownBy(() -> DnsNames.hostname(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_name_is_shown_in_u_labels_only_if_they_lead_back() {
        assertThat(DnsNames.shown("xn--bcher-kva.example")).isEqualTo("bücher.example");
        assertThat(DnsNames.shown("xn--a.example")).isEqualTo("xn--a.example");
    }

    @Test
    void below_means_at_a_label() {
        assertThat(DnsNames.isAtOrBelow("mx.example.org", "example.org")).isTrue();
        assertThat(DnsNames.isAtOrBelow("example.org", "example.org")).isTrue();
        assertThat(DnsNames.isAtOrBelow("notexample.org", "example.org")).isFalse();
        assertThat(DnsNames.isAtOrBelow("org", "example.org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\r\nb", "\u202Egro", "\u0085", "\u2028", "\u0000", "\uD800"})
    void nothing_printable_moves_the_cursor_or_turns_the_text(String hostile) {
        assertThat(DnsNames.printable(hostile)).matches("[\\x20-\\x7e]*");
    }

    @Property
    void printable_text_is_printable_and_stays_so(@ForAll String any) {
        String shown = DnsNames.printable(any);
        assertThat(shown.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(DnsNames.printable(shown)).isEqualTo(shown);
    }

    @Property
    void the_host_name_parser_never_fails_in_another_way(@ForAll String any) {
        try {
            String name = DnsNames.hostname(any);
            assertThat(DnsNames.isHostname(name)).isTrue();
            assertThat(DnsNames.hostname(name)).isEqualTo(name);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageNotContaining("\u001b");
        }
    }
}
