package io.mailsonde.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.testkit.dns.Rcode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The README's samples do what the README says. */
class SamplesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream terminal = System.out;
    private SystemResolver resolver;

    @BeforeEach
    void start() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        resolver = new SystemResolver();
    }

    @AfterEach
    void stop() {
        resolver.close();
        System.setOut(terminal);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void one_address_that_is_in_order() throws InterruptedException {
        resolver.dns().zone().ptr("192.0.2.25", "mx.example.org").a("mx.example.org", "192.0.2.25");

        OneAddress.main(new String[0]);

        assertThat(printed()).isEqualToIgnoringNewLines("PASSED");
    }

    @Test
    void one_address_without_a_name() throws InterruptedException {
        OneAddress.main(new String[0]);

        assertThat(printed())
                .startsWith("FAILED")
                .contains("192.0.2.25 has no PTR record (NXDOMAIN at 25.2.0.192.in-addr.arpa)")
                .contains("25.2.0.192.in-addr.arpa. IN PTR");
    }

    @Test
    void a_whole_domain() {
        resolver.dns()
                .zone()
                .mx("example.org", 10, "mx.example.org")
                .a("mx.example.org", "192.0.2.25", "192.0.2.26")
                .ptr("192.0.2.25", "mx.example.org");

        WholeDomain.main(new String[0]);

        assertThat(printed())
                .contains("checks: dns.fcrdns, smtp.open-relay, smtp.sender-callout")
                .contains("lacks: connect, name")
                .contains("PASSED dns.fcrdns")
                .contains("192.0.2.26 has no PTR record")
                .contains("Verdict: FAILED (1 failed, 0 inconclusive, 1 passed, 4 skipped)");
    }

    @Test
    void meters_of_an_auditor() throws InterruptedException {
        Metrics.main(new String[0]);

        assertThat(printed())
                .containsPattern("mailsonde\\.run\\(TIMER\\)\\[verdict='failed'\\]; count=1")
                .containsPattern("mailsonde\\.looks\\.active\\(GAUGE\\)\\[\\]; value=0")
                .contains("finding='dns.fcrdns/no-ptr'");
    }

    @Test
    void a_gate_that_lets_through() {
        resolver.dns().zone().ptr("192.0.2.25", "mx.example.org").a("mx.example.org", "192.0.2.25");

        TestExecutionSummary summary = gate();

        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getTotalFailureCount()).isZero();
    }

    @Test
    void a_gate_that_stops_a_host_without_a_name_and_says_why() {
        assertThat(gate().getFailures())
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.getException()).hasMessageContaining("192.0.2.25 has no PTR record"));
    }

    @Test
    void a_gate_that_stops_what_cannot_be_found_out_and_says_why() {
        resolver.dns().onEverything().always(Rcode.REFUSED);

        assertThat(gate().getFailures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getException()).hasMessageContaining("DNS_REFUSED"));
    }

    private static TestExecutionSummary gate() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(MailHostGate.class))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    @Test
    void a_fleet(@TempDir Path folder) throws IOException {
        resolver.dns().zone().ptr("192.0.2.7", "mx.example.org").a("mx.example.org", "192.0.2.7");
        Path list = Files.write(folder.resolve("list"), List.of("192.0.2.7", "192.0.2.8", "no target"));

        WholeFleet.main(new String[] {list.toString()});

        assertThat(printed().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"verdict\":\"PASSED\"") && line.contains("192.0.2.7"))
                .anyMatch(line -> line.contains("dns.fcrdns/no-ptr") && line.contains("192.0.2.8"))
                .anyMatch(line -> line.contains("MALFORMED_TARGET") && line.contains("line 3"));
    }
}
