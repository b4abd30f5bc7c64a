package io.mailsonde.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of running the command in this process.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record Ran(int code, String out, String err) {
    static Ran mailsonde(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Mailsonde.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output as the one JSON object that it has to be. */
    JsonNode json() {
        if (out.indexOf('\n') != out.length() - 1) {
            throw new AssertionError("not one line: " + out);
        }
        return JsonMapper.shared().readTree(out);
    }

    List<JsonNode> results() {
        return StreamSupport.stream(json().path("results").spliterator(), false).toList();
    }

    /** One text for each result, such as {@code "dns.fcrdns 192.0.2.25 PASSED"}. */
    List<String> outcomes() {
        return results().stream()
                .map(result -> result.path("check").asString() + " "
                        + result.path("target").asString() + " "
                        + result.path("outcome").asString())
                .toList();
    }

    List<String> findings() {
        return results().stream()
                .flatMap(result -> StreamSupport.stream(result.path("findings").spliterator(), false))
                .map(finding -> finding.path("severity").asString() + " "
                        + finding.path("id").asString())
                .toList();
    }
}
