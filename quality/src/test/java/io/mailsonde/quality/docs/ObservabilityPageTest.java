package io.mailsonde.quality.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;

/** The page on observability shows the events and the sample that are in the code. */
class ObservabilityPageTest {
    private static final String PAGE = "docs/observability.md";
    private static final String SAMPLE = "examples/src/test/java/io/mailsonde/examples/readme/Metrics.java";

    /** What every event has. */
    private static final Set<String> COMMON = Set.of("startTime", "duration", "eventThread", "stackTrace");

    @Test
    void shows_the_sample_with_meters() {
        Pages.assertBlock(PAGE, "Metrics", Shown.fenced("java", Shown.region(SAMPLE, "Metrics")));
    }

    @Test
    void lists_the_events_of_the_flight_recorder_and_their_fields() throws ClassNotFoundException {
        StringBuilder rows =
                new StringBuilder("| Event | What | Fields beside start, duration and thread |\n|---|---|---|");
        for (String name : List.of("Run", "Look", "Check")) {
            EventType type = EventType.getEventType(
                    Class.forName("io.mailsonde.internal.jfr." + name + "Event").asSubclass(Event.class));
            assertThat(type.getName()).isEqualTo("io.mailsonde." + name);
            String fields = type.getFields().stream()
                    .map(ValueDescriptor::getName)
                    .filter(field -> !COMMON.contains(field))
                    .map(field -> "`" + field + "`")
                    .collect(Collectors.joining(", "));
            rows.append("\n| `" + type.getName() + "` | " + type.getDescription() + " | " + fields + " |");
        }
        Pages.assertBlock(PAGE, "events", rows.toString());
    }
}
