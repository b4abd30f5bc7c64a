package io.mailsonde.reports;

import io.mailsonde.Confidence;
import io.mailsonde.Severity;
import io.mailsonde.Target;
import io.mailsonde.Verdict;
import io.mailsonde.internal.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@link Reports#jsonLines} has written before it was cut off: which targets need no other report. A last line that was cut off counts for
 * nothing.
 *
 * <pre>{@code
 * ReportedTargets before = ReportedTargets.in(file);
 * // cut the file to before.wholeBytes(), append to it, and leave out every target for which before.take(target) is true
 * }</pre>
 */
public final class ReportedTargets {
    private final Map<String, Integer> left = new HashMap<>();
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private Optional<Severity> worst = Optional.empty();
    private long lines;
    private long bytes;

    private ReportedTargets() {}

    /**
     * Reads a file of reports, one on a line.
     *
     * @param file the file
     * @return what stands in it
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a whole line is no report of one target; the message says which
     */
    public static ReportedTargets in(Path file) throws IOException {
        ReportedTargets reported = new ReportedTargets();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                if (read == '\n') {
                    reported.add(line.toString(StandardCharsets.UTF_8));
                    reported.bytes += line.size() + 1;
                    line.reset();
                } else {
                    line.write(read);
                }
            }
        }
        return reported;
    }

    private void add(String line) {
        lines++;
        try {
            JsonNode report = Json.read(line);
            if (report.path("roots").size() != 1) {
                throw new IllegalArgumentException("not a report of one target");
            }
            Verdict verdict = Verdict.valueOf(report.path("verdict").asString(""));
            verdicts.merge(verdict, 1, Integer::sum);
            left.merge(report.path("roots").path(0).toString(), 1, Integer::sum);
            report.path("results").forEach(this::judge);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + lines + " is no report: " + e.getMessage(), e);
        }
    }

    /** What {@link io.mailsonde.Finding#fails} says, of a stored finding. */
    private void judge(JsonNode result) {
        if (result.path("outcome").asString("").equals("FAILED")) {
            for (JsonNode finding : result.path("findings")) {
                Severity severity = Severity.valueOf(finding.path("severity").asString(""));
                boolean tentative = Confidence.TENTATIVE
                        .name()
                        .equals(finding.path("confidence").asString(""));
                if (!tentative
                        && worst.map(known -> known.compareTo(severity) < 0).orElse(true)) {
                    worst = Optional.of(severity);
                }
            }
        }
    }

    /**
     * Takes the report of a target out.
     *
     * @param target the target
     * @return whether there was one that was not taken yet; of a target that was reported twice, the second can be taken as well
     */
    public boolean take(Target target) {
        String key = Json.tagged(target).toString();
        Integer before = left.get(key);
        if (before == null) {
            return false;
        }
        left.computeIfPresent(key, (same, count) -> count > 1 ? count - 1 : null);
        return true;
    }

    /**
     * How many reports there are.
     *
     * @return the number of whole lines
     */
    public long count() {
        return lines;
    }

    /**
     * How many reports came to a verdict.
     *
     * @param verdict the verdict
     * @return their number
     */
    public int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /**
     * The worst that was found.
     *
     * @return the highest severity of a finding that fails; empty if there is none
     */
    public Optional<Severity> worst() {
        return worst;
    }

    /**
     * How much of the file is whole lines.
     *
     * @return the number of bytes from its beginning
     */
    public long wholeBytes() {
        return bytes;
    }
}
