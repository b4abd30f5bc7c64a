package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFileTest {
    private final Network network = new Network();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void takes_the_place_of_the_file_and_leaves_standard_output_empty() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "the one before");

        Ran ran = network.mailsonde("check", "dns.fcrdns", Network.GOOD, "--out", file.toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(Files.readString(file))
                .startsWith("{\"version\":1,\"verdict\":\"PASSED\"")
                .endsWith("}\n");
        assertThat(names()).containsExactly("report.json");
    }

    @Test
    void leaves_the_file_alone_where_the_command_is_wrong() throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, "the one before");

        Ran ran = network.mailsonde("check", "dns.fcrdns", "a..b", "--out", file.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(Files.readString(file)).isEqualTo("the one before");
        assertThat(names()).containsExactly("report.json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
