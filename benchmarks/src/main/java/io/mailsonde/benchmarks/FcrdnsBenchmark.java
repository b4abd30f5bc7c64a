package io.mailsonde.benchmarks;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.ReverseNames;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.ZoneText;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * FCrDNS of a network against one NSD on loopback: {@code dns.fcrdns} beside nmap's {@code fcrdns}, and dnsperf as the limit of the server. To be
 * started by {@code benchmarks/fcrdns}, in a network namespace.
 */
public final class FcrdnsBenchmark {
    private static final String SERVER = "127.0.0.53";
    private static final Pattern QUERIES = Pattern.compile("Queries per second:\\s+([0-9.]+)");
    private static final int QUESTIONS_PER_TARGET = 3;

    private final int targets;
    private final PrintStream out;

    private FcrdnsBenchmark(int targets, PrintStream out) {
        this.targets = targets;
        this.out = out;
    }

    /**
     * Measures and prints a table.
     *
     * @param args how many targets (8192 unless said otherwise) and how many rounds of ours (6)
     * @throws IOException if a peer cannot be run
     * @throws InterruptedException if interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int targets = args.length > 0 ? Integer.parseInt(args[0]) : 8192;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Nsd nsd = Nsd.at(SERVER)
                .serving(ZoneText.of(".", SERVER).pairs("hosts.example.net", targets))
                .start()) {
            FcrdnsBenchmark benchmark = new FcrdnsBenchmark(targets, out);
            out.println("| what | addresses/s | right | CPU µs an address |");
            out.println("|---|---|---|---|");
            for (int round = 1; round <= rounds; round++) {
                benchmark.ours(round);
            }
            benchmark.nmap("nmap fcrdns");
            benchmark.nmap("nmap fcrdns, --max-parallelism 300", "--max-parallelism", "300");
            benchmark.dnsperf();
            if (nsd.logTail().contains("error")) {
                out.println(nsd.logTail());
            }
        }
    }

    private TargetSource<HostAddress> addresses() {
        return () -> IntStream.range(0, targets)
                .mapToObj(i -> HostAddress.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)))
                .iterator();
    }

    private void ours(int round) throws InterruptedException {
        try (Auditor auditor = Auditor.builder(Scope.dnsOnly())
                .dnsServers(new InetSocketAddress(IpAddresses.parse(SERVER), 53))
                .build()) {
            double cpu = Programs.cpu();
            long start = System.nanoTime();
            Report report = auditor.run(Fcrdns.check(), addresses())
                    .within(Duration.ofMinutes(5))
                    .await();
            double seconds = (System.nanoTime() - start) / 1e9;
            long right = report.results().stream()
                    .filter(result -> result.outcome() instanceof Outcome.Passed)
                    .count();
            row("dns.fcrdns, round " + round, seconds, right, (Programs.cpu() - cpu) * 1e6 / targets);
        }
    }

    private void nmap(String name, String... options) throws IOException, InterruptedException {
        int prefix = 32 - (31 - Integer.numberOfLeadingZeros(Integer.highestOneBit(targets)));
        List<String> command = new java.util.ArrayList<>(
                List.of("nmap", "-sn", "-Pn", "--dns-servers", SERVER, "--script", "fcrdns", "10.0.0.0/" + prefix));
        command.addAll(1, List.of(options));
        Programs.Ran ran = Programs.run(command);
        row(
                name,
                ran.seconds(),
                ran.said().lines().filter(line -> line.contains("status: pass")).count(),
                ran.cpuSeconds() * 1e6 / targets);
    }

    private void dnsperf() throws IOException, InterruptedException {
        Path questions = Files.createTempFile("mailsonde-questions", ".txt");
        try {
            List<String> lines = IntStream.range(0, targets)
                    .mapToObj(i -> ReverseNames.of(
                                    IpAddresses.parse("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)))
                            + " PTR")
                    .toList();
            Files.write(questions, lines);
            String said = Programs.run(List.of(
                            "dnsperf",
                            "-s",
                            SERVER,
                            "-d",
                            questions.toString(),
                            "-l",
                            "5",
                            "-q",
                            "100",
                            "-c",
                            "1",
                            "-T",
                            "1"))
                    .said();
            Matcher queries = QUERIES.matcher(said);
            if (!queries.find()) {
                throw new IOException("dnsperf did not say how fast it was: " + said);
            }
            double perSecond = Double.parseDouble(queries.group(1));
            out.printf(
                    Locale.ROOT,
                    "| dnsperf: %.0f questions/s, as addresses of %d questions each | %.0f | - | - |%n",
                    perSecond,
                    QUESTIONS_PER_TARGET,
                    perSecond / QUESTIONS_PER_TARGET);
        } finally {
            Files.delete(questions);
        }
    }

    private void row(String name, double seconds, long right, double cpuMicros) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %d of %d | %s |%n",
                name,
                targets / seconds,
                right,
                targets,
                String.format(Locale.ROOT, "%.0f", cpuMicros));
    }
}
