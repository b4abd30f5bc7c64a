package io.mailsonde;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.check.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JDK Flight Recorder shows of runs, looks and checks. */
class FlightRecorderTest {
    private static final List<String> ALL = List.of("io.mailsonde.Run", "io.mailsonde.Look", "io.mailsonde.Check");

    @TempDir
    private Path folder;

    private final Stage stage = new Stage();
    private final Auditor auditor = Stage.auditor().build();

    @AfterEach
    void close() {
        auditor.close();
    }

    private List<RecordedEvent> recorded(Recording recording) throws IOException {
        recording.stop();
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        Files.delete(file);
        return events.stream()
                .filter(event -> event.getEventType().getName().startsWith("io.mailsonde."))
                .toList();
    }

    private static Recording recording() {
        Recording recording = new Recording();
        ALL.forEach(name -> recording.enable(name).withThreshold(Duration.ZERO));
        recording.start();
        return recording;
    }

    private static RecordedEvent only(List<RecordedEvent> events, String name) {
        List<RecordedEvent> named = events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.get(0);
    }

    @Test
    void a_run_its_look_and_its_check_are_recorded_with_their_ends_and_durations() throws Exception {
        try (Recording recording = recording()) {
            stage.says("192.0.2.1", "bad");
            auditor.run(stage.check, HostAddress.of("192.0.2.1")).start().get(20, SECONDS);

            List<RecordedEvent> events = recorded(recording);
            RecordedEvent run = only(events, "io.mailsonde.Run");
            assertThat(run.getLong("run")).isEqualTo(1);
            assertThat(run.getString("target")).isEqualTo("192.0.2.1");
            assertThat(run.getInt("targets")).isEqualTo(1);
            assertThat(run.getString("verdict")).isEqualTo("failed");
            assertThat(run.getLong("failed")).isEqualTo(1);
            assertThat(run.getLong("passed")).isZero();
            assertThat(run.getInt("looks")).isEqualTo(1);
            RecordedEvent look = only(events, "io.mailsonde.Look");
            assertThat(look.getLong("look")).isEqualTo(1);
            assertThat(look.getString("probe")).isEqualTo("test.word");
            assertThat(look.getString("target")).isEqualTo("192.0.2.1");
            assertThat(look.getString("outcome")).isEqualTo("seen");
            assertThat(look.getString("reason")).isEmpty();
            RecordedEvent check = only(events, "io.mailsonde.Check");
            assertThat(check.getLong("run")).isEqualTo(1);
            assertThat(check.getString("check")).isEqualTo("test.word");
            assertThat(check.getString("target")).isEqualTo("192.0.2.1");
            assertThat(check.getString("outcome")).isEqualTo("failed");
            assertThat(check.getInt("findings")).isEqualTo(1);
            assertThat(run.getDuration())
                    .isGreaterThanOrEqualTo(check.getDuration())
                    .isPositive();
            assertThat(check.getDuration()).isGreaterThanOrEqualTo(look.getDuration());
        }
    }

    @Test
    void foreign_text_is_recorded_short_and_printable() throws Exception {
        String hostile = "\u001b[2J\r\n\u202e" + "A".repeat(100_000);
        stage.end(HostAddress.of("192.0.2.1")).complete(Observed.missed(Reason.PROTOCOL_VIOLATION, hostile));
        try (Recording recording = recording()) {
            auditor.run(stage.check, HostAddress.of("192.0.2.1")).start().get(20, SECONDS);

            List<RecordedEvent> events = recorded(recording);
            for (String name : List.of("io.mailsonde.Look", "io.mailsonde.Check")) {
                RecordedEvent event = only(events, name);
                assertThat(event.getString("reason")).isEqualTo("protocol_violation");
                assertThat(event.getString("detail"))
                        .startsWith("\\x1B[2J\\x0D\\x0A\\u202EAAA")
                        .hasSizeLessThan(300);
            }
            assertThat(only(events, "io.mailsonde.Run").getLong("inconclusive")).isEqualTo(1);
        }
    }

    @Test
    void a_cancelled_stream_leaves_no_flight_without_its_end() throws Exception {
        try (Recording recording = recording()) {
            Ledger ledger = new Ledger();
            try (Auditor told = Stage.auditor().listener(ledger).build()) {
                CompletableFuture<Long> stream = told.stream(
                                Plan.of(stage.check), Stage.addresses("192.0.2.1", "192.0.2.2"))
                        .forEach(report -> {});
                ledger.await("look 192.0.2.1");
                ledger.await("look 192.0.2.2");
                stream.cancel(true);
                ledger.settled();
            }

            assertThat(recorded(recording))
                    .extracting(event -> event.getEventType().getName())
                    .containsExactlyInAnyOrder(
                            "io.mailsonde.Run",
                            "io.mailsonde.Run",
                            "io.mailsonde.Look",
                            "io.mailsonde.Look",
                            "io.mailsonde.Check",
                            "io.mailsonde.Check");
        }
    }

    @Test
    void events_that_are_not_asked_for_are_not_recorded() throws Exception {
        try (Recording recording = new Recording()) {
            ALL.forEach(recording::disable);
            recording.start();
            stage.says("192.0.2.1", "good");
            auditor.run(stage.check, HostAddress.of("192.0.2.1")).start().get(20, SECONDS);

            assertThat(recorded(recording)).isEmpty();
        }
    }

    /** Runs in a virtual machine without jdk.jfr. */
    static final class WithoutRecorder {
        private WithoutRecorder() {}

        public static void main(String[] arguments) throws Exception {
            assertThat(ModuleLayer.boot().findModule("jdk.jfr")).isEmpty();
            Stage stage = new Stage();
            stage.says("192.0.2.1", "good");
            try (Auditor auditor = Stage.auditor().build()) {
                System.out.println(auditor.run(stage.check, HostAddress.of("192.0.2.1"))
                        .start()
                        .get(20, SECONDS)
                        .verdict());
            }
        }
    }

    @Test
    void a_virtual_machine_without_the_recorder_runs_all_the_same() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path out = folder.resolve("out");
        Process machine = new ProcessBuilder(
                        java.toString(),
                        "--limit-modules",
                        "java.base,java.logging,java.naming,java.xml,java.sql,java.desktop,jdk.unsupported",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutRecorder.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(machine.waitFor(60, SECONDS)).isTrue();
        } finally {
            machine.destroyForcibly();
        }

        assertThat(Files.readString(out)).endsWith("PASSED" + System.lineSeparator());
    }
}
