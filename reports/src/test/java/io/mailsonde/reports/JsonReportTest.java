package io.mailsonde.reports;

import static io.mailsonde.reports.Golden.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mailsonde.CheckResult;
import io.mailsonde.HostAddress;
import io.mailsonde.Report;
import io.mailsonde.check.Observations;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Sighting;
import io.mailsonde.internal.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class JsonReportTest {
    private static final Report SAMPLE = Samples.report("mx.example.org \u001B[2J");

    @Test
    void has_the_form_of_the_contract() throws IOException {
        assertThat(pretty(written(Reports.json(), SAMPLE))).isEqualTo(Golden.file("report.json"));
    }

    @Test
    void leaves_sightings_and_evidence_out_when_brief() throws IOException {
        ObjectNode whole = (ObjectNode) Json.read(written(Reports.json(), SAMPLE));
        whole.remove("sightings");
        whole.path("results").forEach(result -> ((ObjectNode) result).remove("evidence"));

        assertThat(written(Reports.json().brief(), SAMPLE)).isEqualTo(Json.text(whole) + "\n");
    }

    @Test
    void is_judged_again_with_equal_outcomes() throws IOException {
        Observations stored = Observations.fromJson(written(Reports.json(), SAMPLE));

        Report again = Samples.PLAN.judge(stored);

        assertThat(again.roots()).isEqualTo(SAMPLE.roots());
        assertThat(again.granted()).isEqualTo(SAMPLE.granted());
        assertThat(again.results().stream().map(CheckResult::outcome).toList())
                .isEqualTo(SAMPLE.results().stream().map(CheckResult::outcome).toList());
        assertThat(again.results().stream().map(CheckResult::sightings).toList())
                .isEqualTo(SAMPLE.results().stream().map(CheckResult::sightings).toList());
    }

    @Test
    void cannot_be_judged_again_when_brief_and_says_so() throws IOException {
        String brief = written(Reports.json().brief(), SAMPLE);

        assertThatThrownBy(() -> Observations.fromJson(brief))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--brief");
    }

    @Test
    void takes_the_observation_of_the_results_own_target_where_several_were_looked_at() throws IOException {
        CheckResult result = SAMPLE.results().get(0);
        Sighting<?> other = new Sighting<>(
                Samples.GREETING.id(),
                HostAddress.of("192.0.2.1"),
                Observed.saw(new Samples.Greeting("another", Observed.saw(1))),
                List.of(),
                Samples.NOON);
        CheckResult both = CheckResult.of(
                result.check(),
                result.target(),
                result.outcome(),
                List.of(other, result.sightings().get(0)));
        CheckResult stranger =
                CheckResult.of(result.check(), HostAddress.of("192.0.2.9"), result.outcome(), both.sightings());

        assertThat(greeting(both)).isEqualTo("mx.example.org \u001B[2J");
        assertThat(greeting(stranger)).isEqualTo("another");
    }

    private static String greeting(CheckResult result) throws IOException {
        Report report = new Report(
                List.of(result.target()), Set.of(), List.of(result), List.of(), List.of(), SAMPLE.at(), SAMPLE.took());
        return Json.read(written(Reports.json(), report))
                .at("/results/0/observation/test.greeting/saw/text")
                .asString();
    }

    @Property(tries = 300)
    void is_one_line_of_printable_ascii_that_loses_nothing(@ForAll String foreign) throws IOException {
        String line = written(Reports.json(), HostileReport.saying(foreign));

        assertThat(line).matches("[ -~]+\n");
        JsonNode read = Json.read(line);
        assertThat(read.at("/results/2/detail").asString()).isEqualTo("x" + foreign);
        assertThat(read.at("/sightings/0/evidence/1/lines/1/text").asString()).isEqualTo(foreign);
    }

    private static String pretty(String line) {
        assertThat(line).as("one line").endsWith("}\n").containsOnlyOnce("\n");
        return Json.pretty(Json.read(line)).replace("\r\n", "\n") + "\n";
    }
}
