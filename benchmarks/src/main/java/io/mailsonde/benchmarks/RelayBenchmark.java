package io.mailsonde.benchmarks;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Plan;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.checks.smtp.relay.OpenRelay;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.SmtpSink;
import io.mailsonde.testkit.servers.ZoneText;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * Relay tests of many addresses of loopback: {@code smtp.open-relay} beside nmap's {@code smtp-open-relay}, and a small C program as the limit of the
 * servers. To be started by {@code benchmarks/relay}, in a network namespace.
 */
public final class RelayBenchmark {
    private static final String DNS = "127.0.0.53";
    private static final int HOSTS = 1024;
    private static final int NETWORK = 22;
    private static final int IN_FLIGHT = 500;
    private static final String SOURCE = "127.0.9.1";

    /** More than 500, to see that nothing but the number of targets in flight bounds what waits. */
    private static final int MORE_HOSTS = 4096;

    private final String prober;
    private final PrintStream out;

    /** What one relay test of a host costs, counted by the host. */
    private record Cost(double connections, double commands) {}

    private RelayBenchmark(String prober, PrintStream out) {
        this.prober = prober;
        this.out = out;
    }

    /**
     * Measures and prints tables.
     *
     * @param args the C prober's file, and how many rounds of ours (4 unless said otherwise)
     * @throws IOException if a peer cannot be run
     * @throws InterruptedException if interrupted
     */
    public static void main(String... args) throws IOException, InterruptedException {
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 4;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        RelayBenchmark benchmark = new RelayBenchmark(args[0], out);
        try (Nsd nsd = Nsd.at(DNS).serving(ZoneText.of(".", DNS)).start()) {
            for (Manner manner : List.of(Manner.REFUSES, Manner.ACCEPTS)) {
                benchmark.sink(manner, rounds);
            }
            benchmark.late();
            if (nsd.logTail().contains("error")) {
                out.println(nsd.logTail());
            }
        }
    }

    /** Servers that answer at once. */
    private void sink(Manner manner, int rounds) throws IOException, InterruptedException {
        Cost ours;
        Cost witnessed;
        Cost nmap;
        try (PeerProcess peer = PeerProcess.start("25:" + manner + ":0")) {
            ours = cost(peer, () -> audit(1, IN_FLIGHT, false));
            witnessed = cost(peer, () -> audit(1, IN_FLIGHT, true));
            nmap = cost(peer, () -> Programs.run(nmap(32)));
        }
        heading("smtp-sink that " + manner.name().toLowerCase(Locale.ROOT) + " every recipient");
        SmtpSink.Builder builder = SmtpSink.at("0.0.0.0").options("-m", "4000");
        try (SmtpSink sink = (manner == Manner.REFUSES ? builder.options("-f", "RCPT") : builder).start()) {
            List<Row> rows = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                rows.add(ours("no witness, round " + round, HOSTS, IN_FLIGHT, false, ours));
            }
            rows.add(ours("no witness, 50 in flight", HOSTS, 50, false, ours));
            rows.add(ours("with a witness", HOSTS, IN_FLIGHT, true, witnessed));
            rows.add(nmap("nmap smtp-open-relay", NETWORK, nmap));
            rows.add(nmap("nmap, --max-parallelism 300", NETWORK, nmap, "--max-parallelism", "300"));
            rows.add(prober(ours, HOSTS, 50));
            rows.add(prober(ours, HOSTS, IN_FLIGHT));
            print(rows);
            if (sink.logTail().contains("fatal")) {
                out.println(sink.logTail());
            }
        }
    }

    /** Servers that answer after 100 ms, and refuse. */
    private void late() throws IOException, InterruptedException {
        Cost ours;
        Cost nmap;
        try (PeerProcess peer = PeerProcess.start("25:refuses:0")) {
            ours = cost(peer, () -> audit(1, IN_FLIGHT, false));
            nmap = cost(peer, () -> Programs.run(nmap(32)));
        }
        heading("servers that refuse, and answer after 100 ms");
        try (PeerProcess peer = PeerProcess.start("25:refuses:100")) {
            List<Row> rows = new ArrayList<>();
            rows.add(ours("no witness", HOSTS, IN_FLIGHT, false, ours));
            rows.add(ours("no witness, 1,024 in flight", HOSTS, HOSTS, false, ours));
            rows.add(ours("no witness, 4,096 hosts in flight", MORE_HOSTS, MORE_HOSTS, false, ours));
            rows.add(nmap("nmap smtp-open-relay, 256 hosts", 24, nmap));
            rows.add(nmap("nmap, --max-parallelism 300", NETWORK, nmap, "--max-parallelism", "300"));
            rows.add(nmap("nmap, --max-parallelism 1100", NETWORK, nmap, "--max-parallelism", "1100"));
            rows.add(prober(ours, HOSTS, HOSTS));
            rows.add(prober(ours, MORE_HOSTS, MORE_HOSTS));
            print(rows);
            out.println("All of them together: " + peer.counts());
        }
    }

    private interface Visit {
        Object go() throws IOException, InterruptedException;
    }

    private static Cost cost(PeerProcess peer, Visit visit) throws IOException, InterruptedException {
        PeerProcess.Counts before = peer.counts();
        Object unused = visit.go();
        PeerProcess.Counts cost = peer.counts().since(before);
        return new Cost(cost.connections(), cost.commands());
    }

    /**
     * A line of a table.
     *
     * @param outcomes how often there was which outcome
     */
    private record Row(String name, int hosts, String outcomes, double seconds, double cpuSeconds, double commands) {
        double hostsPerSecond() {
            return hosts / seconds;
        }

        double commandsPerSecond() {
            return commands / seconds;
        }
    }

    private Row ours(String name, int hosts, int inFlight, boolean witness, Cost cost) {
        double cpu = Programs.cpu();
        long start = System.nanoTime();
        Map<String, Integer> outcomes = audit(hosts, inFlight, witness);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Row(name, hosts, outcomes.toString(), seconds, Programs.cpu() - cpu, hosts * cost.commands());
    }

    /** How often each outcome was. */
    private static Map<String, Integer> audit(int hosts, int inFlight, boolean witnessed) {
        Scope scope = Scope.networks("127.0.0.0/8").consentingTo(witnessed ? Consent.DELIVER : Consent.NAME);
        TargetSource<MailHost> targets = () -> IntStream.range(0, hosts)
                .mapToObj(i ->
                        MailHost.of("127.10." + (i >> 8) + "." + (i & 255), 25).serving("served.example"))
                .iterator();
        Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
        try (EmbeddedWitness witness =
                EmbeddedWitness.builder("witness.example").start()) {
            Auditor.Builder builder = Auditor.builder(scope)
                    .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                    .limits(Limits.lifted())
                    .identity(Identity.of("probe.example", "postmaster@probe.example")
                            .from(IpAddresses.parse(SOURCE)));
            try (Auditor auditor = (witnessed ? builder.witness(witness) : builder).build()) {
                Long unused = auditor.stream(Plan.of(OpenRelay.check()), targets)
                        .maxInFlight(inFlight)
                        .forEach(report -> report.results()
                                .forEach(result -> outcomes.merge(Programs.text(result.outcome()), 1, Integer::sum)))
                        .join();
            }
        }
        return outcomes;
    }

    private static List<String> nmap(int prefix, String... options) {
        List<String> command =
                new ArrayList<>(List.of("nmap", "-n", "-Pn", "-T5", "-p25", "--script", "smtp-open-relay"));
        command.addAll(List.of(options));
        command.add("127.10.0.0/" + prefix);
        return command;
    }

    private static Row nmap(String name, int prefix, Cost cost, String... options)
            throws IOException, InterruptedException {
        Programs.Ran ran = Programs.run(nmap(prefix, options));
        int hosts = 1 << (32 - prefix);
        long open = ran.said()
                .lines()
                .filter(line -> line.contains("smtp-open-relay: Server is an open relay"))
                .count();
        long spoken = ran.said()
                .lines()
                .filter(line -> line.contains("smtp-open-relay:"))
                .count();
        String outcomes = "open=" + open + ", other=" + (spoken - open);
        return new Row(name, hosts, outcomes, ran.seconds(), ran.cpuSeconds(), hosts * cost.commands());
    }

    private Row prober(Cost ours, int hosts, int parallel) throws IOException, InterruptedException {
        // as many commands a host as ours: EHLO and QUIT for each session, three for each form
        int sessions = (int) Math.round(ours.connections());
        int forms = (int) Math.round((ours.commands() - 2 * sessions) / 3 / sessions);
        Programs.Ran ran = Programs.run(List.of(prober, "25", "" + hosts, "" + parallel, "" + sessions, "" + forms));
        List<Double> figures = List.of(ran.said().strip().split(" ", -1)).stream()
                .map(Double::valueOf)
                .toList();
        if (figures.get(2) > 0) {
            out.println("the prober failed " + figures.get(2) + " times");
        }
        String name = "C prober, " + hosts + " hosts, " + parallel + " at once, " + sessions + " × " + forms + " forms";
        return new Row(name, hosts, "-", figures.get(3), figures.get(4), figures.get(1));
    }

    private void heading(String what) {
        out.println();
        out.println("### " + what);
        out.println();
    }

    private void print(List<Row> rows) {
        double nmap = rows.stream()
                .filter(row -> row.name.startsWith("nmap"))
                .mapToDouble(Row::hostsPerSecond)
                .max()
                .orElse(Double.NaN);
        double limit = rows.stream()
                .filter(row -> row.name.startsWith("C "))
                .mapToDouble(Row::commandsPerSecond)
                .max()
                .orElse(Double.NaN);
        out.println(
                "| what | hosts/s | SMTP commands/s | commands a host | CPU ms a host | outcomes | hosts/s to nmap's best | commands/s to the prober's best |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.0f | %.0f | %.2f | %s | %.2f | %.2f |%n",
                    row.name,
                    Programs.number(row.hostsPerSecond()),
                    row.commandsPerSecond(),
                    row.commands / row.hosts,
                    row.cpuSeconds * 1e3 / row.hosts,
                    row.outcomes,
                    row.hostsPerSecond() / nmap,
                    row.commandsPerSecond() / limit);
        }
    }
}
