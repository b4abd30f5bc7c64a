package io.mailsonde.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.Report;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportWriterTest {
    private static final Report SAMPLE = Samples.report("mx.example.org");

    @Test
    void writes_to_a_print_stream_and_flushes_it() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream buffered = new BufferedOutputStream(bytes, 1 << 20);

        Reports.text(new PrintStream(buffered, false, StandardCharsets.UTF_8)).accept(SAMPLE);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(Golden.written(Reports.text(), SAMPLE));
    }

    @Test
    void writes_one_line_for_each_report() {
        StringBuilder out = new StringBuilder();
        var lines = Reports.jsonLines(out);

        lines.accept(SAMPLE);
        lines.accept(SAMPLE);

        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"version\":1,"));
    }

    @Test
    void does_not_swallow_a_failure_to_write() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] chars, int from, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> Reports.json(broken).accept(SAMPLE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("the report cannot be written: disk full");
    }
}
