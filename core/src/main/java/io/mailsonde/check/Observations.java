package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.internal.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was seen, remembered: eyes that need no network. Stored observations are judged again, later or under another policy, by
 * {@link io.mailsonde.Plan#judge(Observations)}.
 *
 * <p>Immutable. Stored sightings are read when a probe asks for them, since only the probe knows their types.
 */
public final class Observations implements Eyes {
    /** A sighting, or the JSON of one. */
    private record Kept(@Nullable Sighting<?> sighting, JsonNode json) {}

    private record Key(String probe, JsonNode target) {}

    private final List<JsonNode> roots;
    private final Set<Consent> granted;
    private final Map<Key, Kept> kept;

    private Observations(List<JsonNode> roots, Set<Consent> granted, Map<Key, Kept> kept) {
        this.roots = List.copyOf(roots);
        this.granted = Consent.closure(granted);
        this.kept = kept;
    }

    /**
     * What a run saw.
     *
     * @param report its report
     * @return the observations
     */
    public static Observations of(Report report) {
        Map<Key, Kept> kept = new LinkedHashMap<>();
        report.sightings().forEach(sighting -> keep(kept, sighting));
        return new Observations(
                report.roots().stream().<JsonNode>map(Json::tagged).toList(), report.granted(), kept);
    }

    /**
     * Nothing seen, everything allowed: to be filled by {@link #with}, in tests of judges.
     *
     * @return the empty observations
     */
    public static Observations none() {
        return new Observations(List.of(), EnumSet.allOf(Consent.class), Map.of());
    }

    /**
     * Reads observations, or the JSON report that carries them.
     *
     * @param json what {@link #toJson()} or the JSON report wrote
     * @return the observations
     * @throws IllegalArgumentException if it is not that; the message says what is wrong
     */
    public static Observations fromJson(String json) {
        JsonNode tree = Json.read(json);
        if (!tree.path("sightings").isArray() || !tree.path("roots").isArray()) {
            throw new IllegalArgumentException(
                    "no stored observations: roots and sightings are missing (was it written with --brief?)");
        }
        try {
            return read(tree);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no stored observations: " + e.getOriginalMessage(), e);
        }
    }

    private static Observations read(JsonNode tree) {
        EnumSet<Consent> granted = EnumSet.noneOf(Consent.class);
        tree.path("granted").forEach(node -> granted.add(Consent.valueOf(node.asString())));
        Map<Key, Kept> kept = new LinkedHashMap<>();
        for (JsonNode sighting : tree.path("sightings")) {
            kept.put(new Key(sighting.path("probe").asString(), sighting.path("target")), new Kept(null, sighting));
        }
        List<JsonNode> roots = new ArrayList<>();
        tree.path("roots").forEach(roots::add);
        return new Observations(roots, granted, kept);
    }

    /**
     * Everything as JSON: {@code roots}, {@code granted} and {@code sightings}.
     *
     * @return one object on one line
     */
    public String toJson() {
        return Json.text(toTree());
    }

    private ObjectNode toTree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("roots").addAll(roots);
        ArrayNode consents = tree.putArray("granted");
        granted.forEach(consent -> consents.add(consent.name()));
        ArrayNode sightings = tree.putArray("sightings");
        kept.values().forEach(one -> sightings.add(one.json()));
        return tree;
    }

    /**
     * The same observations and one more; for tests of judges.
     *
     * @param probe which probe saw it
     * @param target of what
     * @param observed what it saw or missed
     * @return the observations
     * @param <T> what the probe looks at
     * @param <O> what it observes
     */
    public <T extends Target, O extends Record> Observations with(Probe<T, O> probe, T target, Observed<O> observed) {
        Map<Key, Kept> more = new LinkedHashMap<>(kept);
        keep(more, new Sighting<>(probe.id(), target, observed, List.of(), Instant.EPOCH));
        return new Observations(roots, granted, more);
    }

    private static void keep(Map<Key, Kept> kept, Sighting<?> sighting) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("probe", sighting.probe());
        json.set("target", Json.tree(sighting.target()));
        json.set("observed", Json.tree(sighting.observed()));
        ArrayNode evidence = json.putArray("evidence");
        sighting.evidence().forEach(one -> evidence.add(Json.tree(one, Evidence.class)));
        json.put("at", sighting.at().toString());
        kept.put(new Key(sighting.probe(), json.get("target")), new Kept(sighting, json));
    }

    /**
     * The targets that the run was asked about.
     *
     * @param type the class of targets
     * @return those of that class, in order
     * @throws IllegalArgumentException if one of them cannot be read
     * @param <T> the class of targets
     */
    public <T extends Target> List<T> roots(Class<T> type) {
        return roots.stream()
                .filter(root -> Json.mayBe(root, type))
                .map(root -> Json.read(root, type))
                .toList();
    }

    /**
     * The sightings that are remembered as such; those read from JSON are not among them.
     *
     * @return the sightings
     */
    public List<Sighting<?>> sightings() {
        List<Sighting<?>> all = new ArrayList<>();
        for (Kept one : kept.values()) {
            if (one.sighting() != null) {
                all.add(one.sighting());
            }
        }
        return all;
    }

    @Override
    public Set<Consent> granted() {
        return granted;
    }

    @Override
    public <T extends Target, O extends Record> CompletionStage<Sighting<O>> look(Probe<T, O> probe, T target) {
        return CompletableFuture.completedFuture(remembered(probe, target));
    }

    private <T extends Target, O extends Record> Sighting<O> remembered(Probe<T, O> probe, T target) {
        Kept found = kept.get(new Key(probe.id(), Json.tree(target)));
        if (found == null) {
            return miss(probe, target, Reason.NOT_OBSERVED, probe.id() + " of " + target.text() + " was not stored");
        }
        if (found.sighting() != null) {
            Sighting<?> sighting = found.sighting();
            return new Sighting<>(
                    probe.id(),
                    target,
                    sighting.observed().map(probe.observation()::cast),
                    sighting.evidence(),
                    sighting.at());
        }
        try {
            List<Evidence> evidence = new ArrayList<>();
            found.json().path("evidence").forEach(node -> evidence.add(Json.read(node, Evidence.class)));
            return new Sighting<>(
                    probe.id(),
                    target,
                    Json.readObserved(found.json().path("observed"), probe.observation()),
                    evidence,
                    Instant.parse(found.json().path("at").asString()));
        } catch (IllegalArgumentException | DateTimeException | JacksonException e) {
            return miss(
                    probe,
                    target,
                    Reason.NOT_OBSERVED,
                    "the stored sighting of " + probe.id() + " cannot be read: " + e.getMessage());
        }
    }

    private static <T extends Target, O extends Record> Sighting<O> miss(
            Probe<T, O> probe, T target, Reason reason, String detail) {
        return new Sighting<>(probe.id(), target, Observed.missed(reason, detail), List.of(), Instant.EPOCH);
    }
}
