package io.mailsonde.benchmarks;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.Report;
import io.mailsonde.check.Observations;
import io.mailsonde.checks.smtp.relay.OpenRelay;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.ZoneText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judging one stored observation of a relay test, of all forms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgeBenchmark {
    private static final String DNS = "127.0.0.53";

    private final Plan<MailHost> plan = Plan.of(OpenRelay.check());
    private Observations seen = Observations.none();
    private String json = "";

    /** What the host does, as in {@link SmtpPeers}. */
    @Param({"refuses", "accepts"})
    private String host = "refuses";

    /**
     * Looks at a host.
     *
     * @throws IOException if it cannot be started
     * @throws InterruptedException if interrupted
     */
    @Setup
    public void look() throws IOException, InterruptedException {
        io.mailsonde.Scope scope = io.mailsonde.Scope.networks("127.0.0.0/8").consentingTo(Consent.NAME);
        try (Nsd nsd = Nsd.at(DNS).serving(ZoneText.of(".", DNS)).start();
                PeerProcess peer = PeerProcess.start("25:" + host + ":0");
                Auditor auditor = Auditor.builder(scope)
                        .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                        .limits(Limits.lifted())
                        .identity(Identity.of("probe.example", "postmaster@probe.example"))
                        .build()) {
            seen = auditor.run(plan, MailHost.of("127.10.0.1", 25).serving("served.example"))
                    .await()
                    .observations();
            json = seen.toJson();
            if (seen.sightings().isEmpty() || peer.counts().commands() == 0) {
                throw new IllegalStateException("nothing was seen: " + nsd.logTail());
            }
        }
    }

    /**
     * Judges it.
     *
     * @return the report
     */
    @Benchmark
    public Report judge() {
        return plan.judge(seen);
    }

    /**
     * Reads it from JSON and judges it.
     *
     * @return the report
     */
    @Benchmark
    public Report judgeJson() {
        return plan.judge(Observations.fromJson(json));
    }

    /**
     * Writes it as JSON.
     *
     * @return the text
     */
    @Benchmark
    public String write() {
        return seen.toJson();
    }
}
