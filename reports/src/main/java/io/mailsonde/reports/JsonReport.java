package io.mailsonde.reports;

import io.mailsonde.CheckResult;
import io.mailsonde.Citation;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.check.Sighting;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.internal.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as one JSON object on one line, which the command line's contract describes. Whole, it can be judged again by
 * {@link io.mailsonde.check.Observations#fromJson(String)} and {@link io.mailsonde.Plan#judge(io.mailsonde.check.Observations)}.
 *
 * <p>The text is ASCII: whatever else a peer said stands as a JSON escape, so that it neither depends on a character set nor reaches a terminal.
 */
public final class JsonReport implements ReportWriter {
    static final JsonReport WHOLE = new JsonReport(false);

    /** Of the form; it grows only where a reader of the old form would misread the new one. */
    private static final int VERSION = 1;

    private final boolean brief;

    private JsonReport(boolean brief) {
        this.brief = brief;
    }

    /**
     * Without sightings and evidence, for large fleets. Such a report cannot be judged again.
     *
     * @return the writer
     */
    public JsonReport brief() {
        return new JsonReport(true);
    }

    @Override
    public void write(Report report, Appendable out) throws IOException {
        out.append(ascii(Json.text(tree(report)))).append('\n');
    }

    private ObjectNode tree(Report report) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("version", VERSION);
        tree.put("verdict", report.verdict().name());
        ArrayNode results = tree.putArray("results");
        report.results().forEach(result -> results.add(tree(result)));
        ArrayNode roots = tree.putArray("roots");
        report.roots().forEach(root -> roots.add(Json.tagged(root)));
        ArrayNode granted = tree.putArray("granted");
        report.granted().forEach(consent -> granted.add(consent.name()));
        if (!brief) {
            tree.set("sightings", Json.read(report.observations().toJson()).path("sightings"));
        }
        ArrayNode notices = tree.putArray("notices");
        report.notices().forEach(notices::add);
        tree.put("startedAt", text(report.at()));
        tree.put("tookMillis", report.took().toMillis());
        return tree;
    }

    private ObjectNode tree(CheckResult result) {
        Outcome outcome = result.outcome();
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("check", result.check());
        tree.put("target", result.target().text());
        tree.put("outcome", Outcomes.word(outcome));
        tree.put("reason", Outcomes.reason(outcome).map(Enum::name).orElse(null));
        tree.put("detail", Outcomes.detail(outcome).orElse(null));
        tree.put("basis", outcome instanceof Outcome.Passed passed ? passed.basis() : null);
        ArrayNode findings = tree.putArray("findings");
        outcome.findings().forEach(finding -> findings.add(tree(finding)));
        ObjectNode observation = tree.putObject("observation");
        result.sightings().forEach(sighting -> observe(observation, sighting, result));
        if (!brief) {
            ArrayNode evidence = tree.putArray("evidence");
            result.sightings()
                    .forEach(sighting ->
                            sighting.evidence().forEach(one -> evidence.add(Json.tree(one, Evidence.class))));
        }
        tree.put("tookMillis", result.took().toMillis());
        tree.put("observedAt", text(result.at()));
        return tree;
    }

    private static ObjectNode tree(Finding finding) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("id", finding.id());
        tree.put("severity", finding.severity().name());
        tree.put("confidence", finding.confidence().name());
        tree.put("subject", finding.subject().text());
        tree.put("message", finding.message());
        tree.set("args", Json.tree(finding.args()));
        tree.put("remedy", finding.remedy());
        ArrayNode references = tree.putArray("references");
        finding.type().citations().stream().map(Citation::text).forEach(references::add);
        return tree;
    }

    /** Of several targets that a probe looked at, the result's own counts, else the first. */
    private static void observe(ObjectNode observation, Sighting<?> sighting, CheckResult result) {
        if (!observation.has(sighting.probe()) || sighting.target().equals(result.target())) {
            JsonNode observed = Json.tree(sighting.observed());
            observation.set(sighting.probe(), observed);
        }
    }

    /** Where nothing was looked at there is no time. */
    private static @Nullable String text(Instant at) {
        return at.equals(Instant.EPOCH) ? null : at.toString();
    }

    /** Outside of strings JSON is ASCII, so every other character stands in one, where an escape means the same. */
    private static String ascii(String json) {
        StringBuilder out = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7F) {
                out.append(c);
            } else {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return out.toString();
    }
}
