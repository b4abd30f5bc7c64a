package io.mailsonde.checks.dns.fcrdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Run;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.Verdict;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.ZoneText;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand targets in one run, in a JVM that has 128 MiB of heap. */
@RealServer("nsd")
class FcrdnsLoadTest {
    private static final int TARGETS = 10_000;

    private static TargetSource<HostAddress> targets() {
        return () -> IntStream.range(0, TARGETS)
                .mapToObj(i -> HostAddress.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)))
                .iterator();
    }

    @Test
    void all_are_decided_and_nothing_is_lost() throws Exception {
        assertThat(Runtime.getRuntime().maxMemory())
                .as("the heap that this test is about")
                .isLessThanOrEqualTo(128L << 20);
        try (Nsd nsd = Nsd.at(RealLab.ROOT)
                        .serving(ZoneText.of(".", RealLab.ROOT).pairs("hosts.example.net", TARGETS))
                        .start();
                Auditor auditor = Auditor.builder(Scope.dnsOnly())
                        .dnsServers(RealLab.dns(RealLab.ROOT))
                        .build()) {
            long files = openFiles();

            Report report = auditor.run(Fcrdns.check(), targets()).await();

            assertThat(report.undecided()).as(nsd.logTail()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(report.results())
                    .hasSize(TARGETS)
                    .allMatch(result -> result.outcome() instanceof Outcome.Passed);
            assertThat(openFiles() - files).as("sockets left open").isLessThan(200);
        }
    }

    @Test
    void a_cancelled_run_is_over_and_reports_every_target() throws Exception {
        try (Nsd nsd = Nsd.at(RealLab.ROOT)
                        .serving(ZoneText.of(".", RealLab.ROOT).pairs("hosts.example.net", TARGETS))
                        .start();
                Auditor auditor = Auditor.builder(Scope.dnsOnly())
                        .dnsServers(RealLab.dns(RealLab.NOBODY))
                        .build()) {
            Run run = auditor.run(Fcrdns.check(), targets());
            CompletableFuture<Report> report = run.start();
            long cancelled = System.nanoTime();
            run.cancel();

            Report done = report.get(20, TimeUnit.SECONDS);

            assertThat(nsd.logTail()).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - cancelled)).isLessThan(Duration.ofSeconds(1));
            assertThat(done.results())
                    .hasSize(TARGETS)
                    .allMatch(result -> result.outcome() instanceof Outcome.Inconclusive undecided
                            && (undecided.reason() == Reason.CANCELLED
                                    || undecided.reason().kind() == Reason.Kind.PEER));
        }
    }

    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }
}
