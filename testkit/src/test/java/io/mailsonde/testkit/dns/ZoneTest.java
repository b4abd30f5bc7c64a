package io.mailsonde.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

class ZoneTest {
    private final Zone zone = new Zone();

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 1.2.0.192.in-addr.arpa",
        "2001:db8::1, 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "::ffff:192.0.2.1, 1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa"
    })
    void reverse_names_an_address(String address, String name) {
        assertThat(Zone.reverse(address)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "192.0.2", "192.0.2.256", "192.0.2.1.1", "1.2.3.-4", "::g", "1:2", "fe80::1%lo", ""
            })
    void what_is_no_address_is_refused_and_never_looked_up(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Zone.reverse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx.example.org",
                "mx.example.org.",
                ".",
                "a\\.b.example",
                "tab\\009.example",
                "1.0/25.2.0.192.in-addr.arpa",
                "_25._tcp.mx.example",
                "back\\\\slash.example"
            })
    void names_are_written_as_another_implementation_writes_them(String text) throws TextParseException {
        WireName name = WireName.of(text);

        assertThat(name.toOctets()).isEqualTo(Name.fromString(text, Name.root).toWire());
        assertThat(WireName.of(name.toString())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a..b", ".a", "é.example", "a\\", "a\\25", "a\\256.b", "a b\u007f"})
    void what_is_no_name_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> zone.a(text, "192.0.2.1"));
    }

    @Test
    void labels_end_at_63_and_names_at_255_octets() {
        String label = "x".repeat(63);
        String longest = label + "." + label + "." + label + "." + "x".repeat(61);

        zone.a(longest, "192.0.2.1");
        assertThat(WireName.of(longest).length()).isEqualTo(255);
        assertThatIllegalArgumentException().isThrownBy(() -> zone.a("x" + label, "192.0.2.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.a(longest + "x", "192.0.2.1"));
    }

    @Test
    void values_that_do_not_fit_their_type_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> zone.a("a.example", "::1"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.aaaa("a.example", "192.0.2.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.mx("a.example", 65_536, "b.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.add("a.example", RrType.MX, "b.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.add("a.example", -1, RrType.A, "192.0.2.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.add("a.example", RrType.CAA, "0 issue ;"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.add("a.example", RrType.DS, "\\# 3 0001"));
        assertThatIllegalArgumentException().isThrownBy(() -> zone.raw("a.example", RrType.TXT, new byte[65_536]));
        assertThatThrownBy(() -> new RrType(65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void names_are_ordered_as_for_DNSSEC() {
        // RFC 4034, section 6.1.
        String[] sorted = {
            "example",
            "a.example",
            "yljkjljk.a.example",
            "Z.a.example",
            "zABC.a.EXAMPLE",
            "z.example",
            "\\001.z.example",
            "*.z.example",
            "\\200.z.example"
        };

        for (int i = 1; i < sorted.length; i++) {
            assertThat(WireName.of(sorted[i - 1]).compareCanonically(WireName.of(sorted[i])))
                    .as(sorted[i - 1] + " before " + sorted[i])
                    .isNegative();
        }
    }
}
