package io.mailsonde.quality.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Consent;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.HostAddress;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.check.Observations;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Sighting;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.checks.dns.fcrdns.ReverseDns;
import io.mailsonde.dns.DnsNames;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.internal.json.Json;
import io.mailsonde.probes.HostAddresses;
import io.mailsonde.probes.MailExchangers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripProperties {
    /** A value beside the class that it is read as. */
    record Typed(Class<?> type, Object value) {}

    /** A sighting beside the probe that made it. */
    record Seen(Probe<?, ?> probe, Sighting<?> sighting) {}

    @Example
    void the_library_is_asked_for_all_that_it_stores() {
        assertThat(Stored.probes()).contains(ReverseDns.PROBE, HostAddresses.PROBE, MailExchangers.PROBE);
        assertThat(Stored.findingTypes())
                .contains(Fcrdns.NO_PTR, Fcrdns.BOGUS_DNSSEC)
                .containsAll(Fcrdns.check().info().findings());
        assertThat(Stored.checks()).contains(Fcrdns.check());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void the_arguments_of_a_finding_read_back_equal(@ForAll("arguments") Typed args) {
        assertThat(again(args)).isEqualTo(args.value());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void what_a_finding_says_is_one_line_that_is_safe_to_print(@ForAll("findings") Finding finding) {
        assertThat(List.of(finding.message(), finding.remedy()))
                .allSatisfy(text -> assertThat(DnsNames.printable(text)).isEqualTo(text));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void an_observation_reads_back_equal(@ForAll("observations") Typed observation) {
        assertThat(again(observation)).isEqualTo(observation.value());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_target_reads_back_equal(@ForAll("targets") Typed target) {
        assertThat(again(target)).isEqualTo(target.value());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void evidence_reads_back_equal(@ForAll("evidence") Evidence evidence) {
        String json = Json.text(Json.tree(evidence, Evidence.class));

        assertThat(Json.read(Json.read(json), Evidence.class)).isEqualTo(evidence);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_stored_sighting_reads_back_equal(@ForAll("sightings") Seen seen) {
        Sighting<?> sighting = seen.sighting();
        Report report = new Report(
                List.of(sighting.target()),
                EnumSet.allOf(Consent.class),
                List.of(),
                List.of(sighting),
                List.of(),
                Instant.EPOCH,
                Duration.ZERO);
        Observations stored = Observations.fromJson(Observations.of(report).toJson());

        assertThat(look(stored, seen.probe(), sighting.target())).isEqualTo(sighting);
        assertThat(stored.roots(sighting.target().getClass())).isEqualTo(report.roots());
        assertThat(stored.granted()).isEqualTo(Set.of(Consent.values()));
    }

    private static Object again(Typed typed) {
        return Json.read(Json.read(Json.text(Json.tree(typed.value()))), typed.type());
    }

    private static <T extends Target, O extends Record> Sighting<O> look(
            Observations stored, Probe<T, O> probe, Target target) {
        return stored.look(probe, probe.target().cast(target))
                .toCompletableFuture()
                .join();
    }

    @Provide
    Arbitrary<Typed> arguments() {
        return typed(Stored.findingTypes().stream().map(FindingType::args).toList());
    }

    @Provide
    Arbitrary<Typed> observations() {
        return typed(Stored.probes().stream().map(Probe::observation).toList());
    }

    @Provide
    Arbitrary<Typed> targets() {
        return typed(Stored.targets());
    }

    @Provide
    Arbitrary<Finding> findings() {
        return Arbitraries.of(Stored.findingTypes()).flatMap(RoundTripProperties::finding);
    }

    private static <A extends Record> Arbitrary<Finding> finding(FindingType<A> type) {
        HostAddress host = HostAddress.of("192.0.2.25");
        return Instances.of(type.args()).map(args -> type.firm(host, args));
    }

    private static Arbitrary<Typed> typed(List<? extends Class<?>> types) {
        return Arbitraries.of(types).flatMap(type -> Instances.of(type).map(value -> new Typed(type, value)));
    }

    @Provide
    Arbitrary<Evidence> evidence() {
        return Instances.of(Evidence.class);
    }

    @Provide
    Arbitrary<Seen> sightings() {
        return Arbitraries.of(Stored.probes()).flatMap(probe -> sighting(probe).map(made -> new Seen(probe, made)));
    }

    private Arbitrary<Sighting<?>> sighting(Probe<?, ?> probe) {
        return sightingOf(probe);
    }

    private <T extends Target, O extends Record> Arbitrary<Sighting<?>> sightingOf(Probe<T, O> probe) {
        Arbitrary<Observed<O>> observed = Instances.observed(probe.observation());
        return Combinators.combine(
                        Instances.of(probe.target()),
                        observed,
                        evidence().list().ofMaxSize(3),
                        Instances.of(Instant.class))
                .as((target, seen, evidence, at) -> new Sighting<>(probe.id(), target, seen, evidence, at));
    }
}
