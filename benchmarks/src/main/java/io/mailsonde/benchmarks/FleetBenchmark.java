package io.mailsonde.benchmarks;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.HostAddress;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.Scope;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.checks.smtp.relay.OpenRelay;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.ZoneText;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A long list of targets in a small heap: reverse DNS and relay tests mixed, in 1,000 networks, some of which are dead, slow or hostile. To be started
 * by {@code benchmarks/fleet}, in a network namespace.
 */
public final class FleetBenchmark {
    private static final String DNS = "127.0.0.53";
    private static final int NETWORKS = 1000;
    private static final int LARGEST = 100_000;

    /** One of so many targets is a relay test, which is 170 times the traffic of a reverse lookup. */
    private static final int RELAY_EVERY = 10;

    private static final int IN_FLIGHT = 500;
    private static final int SAMPLES = 10;
    private static final Duration EACH = Duration.ofMinutes(2);

    private static final int REFUSING = 2501;
    private static final int ACCEPTING = 2502;
    private static final int SLOW = 2503;
    private static final int ENDLESS = 2504;
    private static final int GARBAGE = 2505;
    private static final int SILENT = 2506;
    private static final int DEAD = 2599;

    private final PrintStream out;

    private FleetBenchmark(PrintStream out) {
        this.out = out;
    }

    /**
     * Measures and prints tables.
     *
     * @param args how many targets, once or more; 10,000, 30,000 and 100,000 unless said otherwise, which is also the most
     * @throws IOException if the peers cannot be started
     * @throws InterruptedException if interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        List<Integer> sizes = args.length == 0
                ? List.of(10_000, 30_000, LARGEST)
                : List.of(args).stream().map(Integer::valueOf).toList();
        FleetBenchmark benchmark = new FleetBenchmark(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        try (Nsd nsd = Nsd.at(DNS)
                        .serving(ZoneText.of(".", DNS).pairs("hosts.example.net", LARGEST))
                        .start();
                PeerProcess peers = PeerProcess.start(
                        REFUSING + ":refuses:0",
                        ACCEPTING + ":accepts:0",
                        SLOW + ":refuses:20",
                        ENDLESS + ":endless:0",
                        GARBAGE + ":garbage:0",
                        SILENT + ":refuses:3600000")) {
            benchmark.mixed(sizes);
            benchmark.memoryOfOne();
            benchmark.out.println("The SMTP servers together had " + peers.counts());
            if (nsd.logTail().contains("error")) {
                benchmark.out.println(nsd.logTail());
            }
        }
    }

    private void mixed(List<Integer> sizes) {
        out.println(
                "| targets | seconds | targets/s | CPU ms a target | most in flight | heap after GC, MiB, at each tenth |");
        out.println("|---|---|---|---|---|---|");
        Map<String, Integer> outcomes = Map.of();
        for (int targets : sizes) {
            Flight flight = new Flight(targets);
            double cpu = Programs.cpu();
            long start = System.nanoTime();
            try (Auditor auditor = auditor()) {
                Plan<Target> plan = Plan.forKinds(List.of(Plan.of(Fcrdns.check()), Plan.of(OpenRelay.check())));
                Long unused = auditor.stream(plan, flight.source(FleetBenchmark::target))
                        .maxInFlight(IN_FLIGHT)
                        .within(EACH)
                        .forEach(report -> {
                            report.results()
                                    .forEach(result ->
                                            flight.landed(result.check() + " " + Programs.text(result.outcome())));
                        })
                        .join();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "| %,d | %.1f | %.0f | %.2f | %d | %s |%n",
                    targets,
                    seconds,
                    targets / seconds,
                    (Programs.cpu() - cpu) * 1e3 / targets,
                    flight.most.get(),
                    flight.heap);
            outcomes = flight.outcomes;
        }
        out.println();
        out.println("Outcomes of the last run: " + outcomes);
    }

    /** What one relay test holds while it waits for a silent host. */
    private void memoryOfOne() throws InterruptedException {
        out.println();
        out.println("| relay tests waiting for a greeting | heap after GC, MiB | KiB each |");
        out.println("|---|---|---|");
        double none = 0;
        for (int waiting : List.of(0, 500, 2000, 4000)) {
            double heap;
            try (Auditor auditor = auditor()) {
                CountDownLatch drawn = new CountDownLatch(waiting);
                TargetSource<MailHost> hosts = () -> IntStream.range(0, waiting)
                        .peek(i -> drawn.countDown())
                        .mapToObj(i -> MailHost.of(address(i), SILENT))
                        .iterator();
                CompletableFuture<Long> run = auditor.stream(Plan.of(OpenRelay.check()), hosts)
                        .maxInFlight(Math.max(1, waiting))
                        .within(EACH)
                        .forEach(report -> {});
                drawn.await();
                Thread.sleep(3000); // they are drawn; now they connect
                heap = heapAfterGc();
                boolean unused = run.cancel(false);
            }
            none = waiting == 0 ? heap : none;
            out.printf(
                    Locale.ROOT,
                    "| %,d | %.1f | %s |%n",
                    waiting,
                    heap,
                    waiting == 0 ? "-" : Programs.number((heap - none) * 1024 / waiting));
        }
    }

    private static Auditor auditor() {
        return Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.NAME))
                .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                .limits(Limits.lifted())
                .identity(Identity.of("probe.example", "postmaster@probe.example"))
                .build();
    }

    private static Target target(int i) {
        if (i % RELAY_EVERY != 0) {
            return HostAddress.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        int relay = i / RELAY_EVERY;
        // of 20 networks 2 are dead, 2 slow, 1 pours a greeting without end, 1 talks nonsense, 2 take everything, and
        // 12 refuse
        int port = switch (relay % NETWORKS % 20) {
            case 0, 10 -> DEAD;
            case 1, 11 -> SLOW;
            case 2 -> ENDLESS;
            case 12 -> GARBAGE;
            case 3, 13 -> ACCEPTING;
            default -> REFUSING;
        };
        return MailHost.of(address(relay), port).serving("served.example");
    }

    /** The networks in turn, and in each one address after the other. */
    private static String address(int i) {
        int network = i % NETWORKS;
        return "127." + (10 + network / 250) + "." + network % 250 + "." + (1 + i / NETWORKS);
    }

    private static double heapAfterGc() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0 / 1024.0;
    }

    /** What is under way, what came of it, and the heap as it goes on. */
    private static final class Flight {
        private final int targets;
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicLong landed = new AtomicLong();
        private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
        private final StringBuilder heap = new StringBuilder();

        Flight(int targets) {
            this.targets = targets;
        }

        TargetSource<Target> source(IntFunction<Target> target) {
            return () -> IntStream.range(0, targets)
                    .mapToObj(i -> {
                        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                        return target.apply(i);
                    })
                    .iterator();
        }

        void landed(String outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
            inFlight.decrementAndGet();
            if (landed.incrementAndGet() % (targets / SAMPLES) == 0) {
                heap.append(heap.isEmpty() ? "" : " ").append(Math.round(heapAfterGc()));
            }
        }
    }
}
