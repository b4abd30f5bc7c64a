package io.mailsonde.audit;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.AuditListener;
import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.HostAddress;
import io.mailsonde.Identity;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Scope;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.Verdict;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.ZoneText;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hundred thousand targets in a JVM that has 256 MiB of heap: addresses in order, and mail hosts that are dead, slow or hostile. */
@RealServer("nsd")
class FleetLoadTest {
    private static final String ROOT = "127.0.0.53";
    private static final int TARGETS = 100_000;
    private static final int EVERY = 10;
    private static final int HOSTS = TARGETS / EVERY;
    private static final int NETWORKS = 1_000;
    private static final int AT_ONCE = 500;
    private static final long MEGABYTE = 1 << 20;

    /** Each tenth is a mail host, one of ten in a network; of these, some have nobody listening. */
    private static Target target(int i) {
        if (i % EVERY != 0) {
            int address = i - i / EVERY - 1;
            return HostAddress.of("10." + (address >> 16) + "." + (address >> 8 & 255) + "." + (address & 255));
        }
        int host = i / EVERY;
        int network = host % NETWORKS;
        int octet = 1 + host / NETWORKS;
        String address = "127." + (100 + network / 250) + "." + network % 250 + "." + octet;
        return MailHost.of(address, octet > 5 ? Crowd.PORT : Crowd.PORT + (host % 3 == 0 ? 1 : 0));
    }

    private static TargetSource<Target> targets() {
        return () -> IntStream.range(0, TARGETS).mapToObj(FleetLoadTest::target).iterator();
    }

    /** What came of all of them, without keeping any. */
    private static final class Tally implements Consumer<Report>, AuditListener {
        private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        private final List<Long> heap = new ArrayList<>();
        private final AtomicInteger inFlight = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private int count;

        @Override
        public void runStarted(long run) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        }

        @Override
        public void runFinished(long run, Report report) {
            inFlight.decrementAndGet();
        }

        @Override
        public void accept(Report report) {
            count++;
            verdicts.merge(report.verdict(), 1, Integer::sum);
            report.results().forEach(this::note);
            if (count % (TARGETS / 5) == 0) {
                System.gc();
                heap.add((Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory())
                        / MEGABYTE);
            }
        }

        private void note(CheckResult result) {
            if (result.outcome() instanceof Outcome.Inconclusive undecided) {
                reasons.merge(undecided.reason(), 1, Integer::sum);
            }
        }
    }

    @Test
    void all_are_reported_once_in_bounded_memory() throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256 * MEGABYTE);
        Tally tally = new Tally();
        BitSet seen = new BitSet(TARGETS);
        Map<Target, Integer> numbers = new HashMap<>();
        IntStream.range(0, TARGETS).filter(i -> i % EVERY == 0).forEach(i -> numbers.put(target(i), i));
        try (Nsd nsd = Nsd.at(ROOT)
                        .serving(ZoneText.of(".", ROOT).pairs("hosts.example.net", TARGETS - HOSTS))
                        .start();
                Crowd crowd = new Crowd();
                Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER))
                        .dnsServers(new InetSocketAddress(IpAddresses.parse(ROOT), 53))
                        .identity(Identity.of("probe.example", "postmaster@probe.example"))
                        .listener(tally)
                        .build()) {
            Long count = auditor.stream(Plans.mixed(check -> true), targets())
                    .maxInFlight(AT_ONCE)
                    .within(Duration.ofMinutes(1))
                    .forEach(report -> {
                        Target root = report.roots().get(0);
                        int number = root instanceof HostAddress host ? number(host) : numbers.get(root);
                        assertThat(seen.get(number))
                                .as("%s is reported twice", root)
                                .isFalse();
                        seen.set(number);
                        tally.accept(report);
                    })
                    .get(10, MINUTES);

            assertThat(count).as(nsd.logTail()).isEqualTo(TARGETS);
            assertThat(crowd.visits()).isGreaterThan(HOSTS / 2);
        }
        assertThat(seen.cardinality()).isEqualTo(TARGETS);
        assertThat(tally.most.get()).isLessThanOrEqualTo(AT_ONCE);
        assertThat(tally.verdicts)
                .containsEntry(Verdict.PASSED, TARGETS - HOSTS)
                .containsEntry(Verdict.UNDECIDED, HOSTS);
        assertThat(tally.reasons.keySet())
                .contains(
                        Reason.CONNECTION_REFUSED,
                        Reason.CONNECTION_CLOSED,
                        Reason.CLIENT_REFUSED,
                        Reason.PROTOCOL_VIOLATION,
                        Reason.TOO_MUCH_DATA,
                        Reason.RATE_LIMITED);
        assertThat(tally.heap.get(tally.heap.size() - 1) - tally.heap.get(0))
                .as("megabytes that the heap grew by, of %s", tally.heap)
                .isLessThan(32);
    }

    private static int number(HostAddress host) {
        byte[] octets = host.address().getAddress();
        int address = (octets[1] & 255) << 16 | (octets[2] & 255) << 8 | (octets[3] & 255);
        return address + address / (EVERY - 1) + 1;
    }
}
