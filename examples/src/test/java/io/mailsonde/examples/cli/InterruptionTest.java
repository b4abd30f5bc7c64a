package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.Zone;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
    private static final long START_SECONDS = 60;
    private static final long END_SECONDS = 20;

    private final Network network = new Network();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void prints_what_there_is_when_the_process_is_told_to_end() throws IOException, InterruptedException {
        network.dns.on(Zone.reverse(Network.GOOD), RrType.ANY).always(Fault.SILENCE);
        Path out = folder.resolve("out");
        Process process = start(out, "check", "dns.fcrdns", Network.GOOD);
        try {
            network.dns.awaitQuestion(Zone.reverse(Network.GOOD), RrType.PTR, Duration.ofSeconds(START_SECONDS));

            process.destroy(); // SIGTERM, which ends in the same way as the SIGINT of Ctrl-C

            assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        Ran ran = new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), "");
        assertThat(ran.outcomes()).containsExactly("dns.fcrdns 192.0.2.25 INCONCLUSIVE");
        assertThat(ran.results().get(0).path("reason").asString()).isEqualTo("CANCELLED");
    }

    private Process start(Path out, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Mailsonde.class.getName()));
        command.addAll(List.of(network.with(args, "--format", "json")));
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(new File(folder.toFile(), "err"))
                .start();
    }
}
