package io.mailsonde.internal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.dns.DnsNames;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

final class DnsNamesTest {
    @Provide
    Arbitrary<byte[]> wireNames() {
        Arbitrary<byte[]> label =
                Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(20);
        return label.list().ofMaxSize(8).map(DnsNamesTest::wire);
    }

    private static byte[] wire(List<byte[]> labels) {
        byte[] wire =
                new byte[labels.stream().mapToInt(label -> label.length + 1).sum() + 1];
        int at = 0;
        for (byte[] label : labels) {
            wire[at++] = (byte) label.length;
            System.arraycopy(label, 0, wire, at, label.length);
            at += label.length;
        }
        return wire;
    }

    @Property
    void any_name_on_the_wire_is_kept_as_text_and_found_again(@ForAll("wireNames") byte[] wire) throws IOException {
        Name name = new Name(wire);

        String text = RecordReader.name(name);

        assertThat(RecordReader.name(text)).isEqualTo(name);
        assertThat(DnsNames.canonical(text)).isEqualTo(text);
    }

    @Test
    void the_root_is_a_dot() throws TextParseException {
        assertThat(RecordReader.name(Name.root)).isEqualTo(".");
        assertThat(RecordReader.name(".")).isEqualTo(Name.root);
    }

    @Test
    void a_label_of_more_than_63_bytes_is_refused() {
        assertThatThrownBy(() -> RecordReader.name("a".repeat(64))).isInstanceOf(TextParseException.class);
    }
}
