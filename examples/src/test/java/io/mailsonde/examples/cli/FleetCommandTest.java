package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code mailsonde fleet}. */
class FleetCommandTest {
    private final Network network = new Network();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        network.close();
    }

    private Path list(String... lines) throws IOException {
        return Files.write(folder.resolve("list"), List.of(lines));
    }

    private Ran fleet(Path list, String... more) {
        List<String> args = new ArrayList<>(List.of("fleet", list.toString(), "--limits", "lifted"));
        args.addAll(List.of(more));
        return Ran.mailsonde(network.with(args.toArray(String[]::new)));
    }

    private static List<JsonNode> reports(String lines) {
        return lines.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    /** One text for each report, such as {@code "dns.fcrdns 192.0.2.25 PASSED"}. */
    private static List<String> outcomes(String lines) {
        return reports(lines).stream()
                .map(report -> report.path("results").path(0))
                .map(result -> result.path("check").asString() + " "
                        + result.path("target").asString() + " "
                        + result.path("outcome").asString())
                .toList();
    }

    @Test
    void each_line_of_the_list_has_a_line_of_json() throws IOException {
        Path list = list("# ours", Network.GOOD, "", "example.org", "  " + Network.NAMELESS + "  ", "no target");

        Ran ran = fleet(list, "--only", "dns.fcrdns");

        assertThat(outcomes(ran.out()))
                .as(ran.err())
                .containsExactlyInAnyOrder(
                        "dns.fcrdns 192.0.2.25 PASSED",
                        "dns.fcrdns 192.0.2.25 PASSED",
                        "dns.fcrdns 192.0.2.30 FAILED",
                        "target line 6 INCONCLUSIVE");
        assertThat(ran.err())
                .contains("line 6 is no target", "('no target')")
                .contains("4 targets: 1 failed, 1 undecided, 2 passed (1 lines were no targets)");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void the_form_of_a_line_picks_the_checks() throws IOException {
        Path list = list(Network.GOOD, Network.GOOD + ":25", "mx.example.org:25");

        Ran ran = fleet(list);

        assertThat(outcomes(ran.out()))
                .containsExactlyInAnyOrder(
                        "dns.fcrdns 192.0.2.25 PASSED",
                        "smtp.open-relay 192.0.2.25:25 SKIPPED",
                        "smtp.open-relay mx.example.org (192.0.2.25:25) SKIPPED");
    }

    @Test
    void an_address_is_that_of_a_listener_where_only_listeners_are_checked() throws IOException {
        Ran ran = fleet(list(Network.GOOD), "--only", "smtp.open-relay", "--smtp-port", "2525");

        assertThat(outcomes(ran.out())).containsExactly("smtp.open-relay 192.0.2.25:2525 SKIPPED");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void a_name_that_does_not_resolve_is_a_result_too() throws IOException {
        Ran ran = fleet(list("gone.example.org", "gone.example.org:25"));

        assertThat(reports(ran.out()))
                .hasSize(2)
                .allSatisfy(report -> assertThat(report.path("results"))
                        .isNotEmpty()
                        .allSatisfy(result ->
                                assertThat(result.path("reason").asString()).isEqualTo("NAME_NOT_FOUND")));
    }

    @Test
    void all_good_is_0() throws IOException {
        Ran ran = fleet(list(Network.GOOD, Network.GOOD_V6), "--format", "json", "--brief");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(reports(ran.out())).hasSize(2).noneMatch(report -> report.has("sightings"));
    }

    @Test
    void an_empty_list_decides_nothing() throws IOException {
        assertThat(fleet(list("# nothing yet")).code()).isEqualTo(2);
    }

    @Test
    void output_that_is_there_already_is_not_lost() throws IOException {
        Path out = Files.writeString(folder.resolve("out"), "precious\n");

        Ran ran = fleet(list(Network.GOOD), "--out", out.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("--resume");
        assertThat(out).hasContent("precious\n");
    }

    @Test
    void what_fleet_did_not_write_is_not_gone_on_with() throws IOException {
        Path out = Files.writeString(folder.resolve("out"), "precious\n");

        Ran ran = fleet(list(Network.GOOD), "--resume", out.toString());

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("line 1 is no report");
        assertThat(out).hasContent("precious\n");
    }

    @Test
    void goes_on_where_it_was_cut_off_in_the_middle_of_a_line() throws IOException {
        Path list = list(Network.GOOD, "bad line", Network.NAMELESS, Network.GOOD, Network.GOOD_V6);
        Path out = folder.resolve("out");
        assertThat(fleet(list, "--out", out.toString()).code()).isEqualTo(1);
        String whole = Files.readString(out);
        List<String> before = sorted(whole);

        for (int cut : new int[] {0, whole.length() / 3, whole.length() / 2, whole.length() - 1, whole.length()}) {
            Files.writeString(out, whole.substring(0, cut));

            Ran ran = fleet(list, "--resume", out.toString());

            assertThat(ran.code()).as("the code is that of the whole list").isEqualTo(1);
            assertThat(sorted(Files.readString(out))).isEqualTo(before);
        }
    }

    private static List<String> sorted(String lines) {
        return outcomes(lines).stream().sorted().toList();
    }

    @Test
    void a_killed_process_is_gone_on_with_and_nothing_is_missing_or_twice() throws Exception {
        List<String> hosts = IntStream.range(0, 3_000)
                .mapToObj(i -> "2001:db8::" + Integer.toHexString(i + 1))
                .toList();
        Path list = Files.write(folder.resolve("list"), hosts);
        Path out = folder.resolve("out");
        Process process = start(list, out);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (lines(out) < 100 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        long before = lines(out);
        assertThat(before).isBetween(100L, 2_999L);

        Ran ran = fleet(list, "--resume", out.toString());

        assertThat(ran.err()).contains(before + " of 3000 targets were reported before");
        assertThat(outcomes(Files.readString(out)))
                .hasSize(3_000)
                .doesNotHaveDuplicates()
                .allMatch(outcome -> outcome.startsWith("dns.fcrdns 2001:db8::"));
    }

    private static long lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        return text.chars().filter(c -> c == '\n').count();
    }

    private Process start(Path list, Path out) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Mailsonde.class.getName(),
                "fleet",
                list.toString()));
        command.addAll(List.of("--out", out.toString(), "--max-in-flight", "20", "--limits", "lifted"));
        String[] args = network.with(command.toArray(String[]::new));
        return new ProcessBuilder(args)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
