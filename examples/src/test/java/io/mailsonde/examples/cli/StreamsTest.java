package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsTest {
    private static final long WAIT_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void prints_names_and_arrows_where_the_locale_knows_only_ascii() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mailsonde.class.getName(),
                        "demo")
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile());
        demo.environment().put("LC_ALL", "C");
        Process process = demo.start();
        try {
            assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains("192.0.2.25 → mx1.example.org → 192.0.2.25");
    }
}
