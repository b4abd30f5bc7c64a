package io.mailsonde.audit;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Network;
import io.mailsonde.Plan;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.checks.smtp.relay.OpenRelay;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.SmtpSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a packet capture of a fleet shows: how many connections at once, how far apart, and where to. */
@RealServer({"smtp-sink", "tcpdump"})
class BudgetsOnTheWireTest {
    private static final int NETWORKS = 3;
    private static final int HOSTS = 30;
    private static final Network OURS = Network.parse("127.1.0.0/16");

    @TempDir
    private Path folder;

    /** Hosts of three networks that are ours, and one in four that is not. */
    private static List<MailHost> hosts() {
        List<MailHost> hosts = new ArrayList<>();
        for (int network = 0; network < NETWORKS; network++) {
            for (int host = 1; host <= HOSTS; host++) {
                hosts.add(MailHost.of("127.1." + network + "." + host, 25));
                if (host % 4 == 0) {
                    hosts.add(MailHost.of("127.2." + network + "." + host, 25));
                }
            }
        }
        return hosts;
    }

    @Test
    void budgets_hold_and_nothing_leaves_the_scope() throws Exception {
        Limits limits = Limits.gentle();
        List<Capture.Connection> connections;
        try (SmtpSink sink = SmtpSink.at("0.0.0.0").start();
                ScriptedDns dns = ScriptedDns.start();
                Capture capture = Capture.begin(folder);
                Auditor auditor = Auditor.builder(new Scope(List.of(OURS), List.of(), Set.of(Consent.NAME)))
                        .dnsServers(dns.address())
                        .identity(Identity.of("probe.example", "postmaster@probe.example"))
                        .limits(limits)
                        .build()) {
            Long reports = auditor.stream(Plan.of(OpenRelay.check()), TargetSource.of(hosts()))
                    .forEach(report -> {})
                    .get(5, MINUTES);

            assertThat(reports).as(sink.logTail()).isEqualTo(hosts().size());
            connections = capture.end(25);
        }

        assertThat(connections)
                .as("several sessions with each host")
                .hasSizeGreaterThan(NETWORKS * HOSTS * 5)
                .allMatch(connection -> OURS.contains(IpAddresses.parse(connection.server())));
        by(connections, Capture.Connection::server).forEach((host, of) -> {
            assertThat(mostAtOnce(of)).as(host).isLessThanOrEqualTo(limits.perAddress());
            assertThat(closest(of)).as(host).isGreaterThan(limits.every().toMillis() / 1e3 * 0.95);
        });
        by(connections, Capture.Connection::network)
                .forEach((network, of) ->
                        assertThat(mostAtOnce(of)).as(network).isLessThanOrEqualTo(limits.perNetwork()));
    }

    private static Map<String, List<Capture.Connection>> by(
            List<Capture.Connection> connections, Function<Capture.Connection, String> what) {
        return connections.stream().collect(Collectors.groupingBy(what));
    }

    /** The least time between the beginnings of two connections, in seconds. */
    private static double closest(List<Capture.Connection> connections) {
        double least = Double.MAX_VALUE;
        for (int i = 1; i < connections.size(); i++) {
            least = Math.min(
                    least, connections.get(i).from() - connections.get(i - 1).from());
        }
        return least;
    }

    private static long mostAtOnce(Collection<Capture.Connection> connections) {
        return connections.stream()
                .mapToLong(begins -> connections.stream()
                        .filter(other -> other.from() <= begins.from() && begins.from() < other.to())
                        .count())
                .max()
                .orElse(0);
    }
}
