package io.mailsonde.benchmarks;

import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.internal.dns.TrustAnchors;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.ZoneText;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** DNS lookups through the client, of one NSD on loopback: remembered, one after the other, and many at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookupBenchmark {
    private static final String SERVER = "127.0.0.53";
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final int AT_ONCE = 256;

    private final EventLoopGroup loops = Transports.newGroup(1, false);
    private final Nsd nsd = Nsd.at(SERVER)
            .serving(ZoneText.of(".", SERVER).record("*.example.net. A 192.0.2.1"))
            .start();
    private final DnsClient client = new DnsClient(DnsConfig.ofSystem(loops, ForkJoinPool.commonPool())
            .withServers(List.of(new InetSocketAddress(IpAddresses.parse(SERVER), 53)))
            .withAnchors(TrustAnchors.NONE));
    private final DnsQuestion known = new DnsQuestion("known.example.net", RecordType.A);
    private int next;

    /** Has the client remember an answer. */
    @Setup
    public void remember() {
        if (client.ask(known, WITHIN).join().answer().seen().isEmpty()) {
            throw new IllegalStateException("no answer: " + nsd.logTail());
        }
    }

    /** Closes what was opened. */
    @TearDown
    public void close() {
        client.close();
        client.closing().join();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        nsd.close();
    }

    private CompletableFuture<DnsClient.Lookup> another() {
        return client.ask(new DnsQuestion("h" + next++ + ".example.net", RecordType.A), WITHIN);
    }

    /**
     * A name that is remembered.
     *
     * @return the answer
     */
    @Benchmark
    public DnsClient.Lookup cached() {
        return client.ask(known, WITHIN).join();
    }

    /**
     * A new name each time, one after the other.
     *
     * @return the answer
     */
    @Benchmark
    public DnsClient.Lookup asked() {
        return another().join();
    }

    /**
     * New names, {@value #AT_ONCE} at once.
     *
     * @return the answers
     */
    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public List<DnsClient.Lookup> askedAtOnce() {
        List<CompletableFuture<DnsClient.Lookup>> all =
                IntStream.range(0, AT_ONCE).mapToObj(i -> another()).toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
