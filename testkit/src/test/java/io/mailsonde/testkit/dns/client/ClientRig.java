package io.mailsonde.testkit.dns.client;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.dns.DnsClient.Lookup;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.internal.dns.DnsLimits;
import io.mailsonde.internal.dns.TrustAnchors;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client of its own for one test, with event loops and an executor that are gone, and seen to be gone, at its end. */
final class ClientRig implements AutoCloseable {
    /** Short enough that a test of silence is quick, long enough that an answer on loopback is never late. */
    static final List<Duration> TRIES = List.of(Duration.ofMillis(300), Duration.ofMillis(400), Duration.ofMillis(500));

    static final Duration WITHIN = Duration.ofSeconds(10);

    private final EventLoopGroup group;
    private final ExecutorService crypto = Executors.newFixedThreadPool(2);
    final DnsClient client;

    private ClientRig(EventLoopGroup group, UnaryOperator<DnsConfig> change, InetSocketAddress... servers) {
        this.group = group;
        DnsConfig config = DnsConfig.ofSystem(group, crypto)
                .withServers(List.of(servers))
                .withAnchors(TrustAnchors.NONE)
                .withLimits(DnsLimits.DEFAULT.withTries(TRIES));
        client = new DnsClient(change.apply(config));
    }

    static ClientRig asking(InetSocketAddress... servers) {
        return asking(UnaryOperator.identity(), servers);
    }

    static ClientRig asking(UnaryOperator<DnsConfig> change, InetSocketAddress... servers) {
        return new ClientRig(Transports.newGroup(1, false), change, servers);
    }

    static ClientRig on(EventLoopGroup group, UnaryOperator<DnsConfig> change, InetSocketAddress... servers) {
        return new ClientRig(group, change, servers);
    }

    Lookup lookup(String name, RecordType type) {
        return client.ask(new DnsQuestion(name, type), WITHIN)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    DnsAnswer answer(String name, RecordType type) {
        return seen(lookup(name, type));
    }

    Observed.Missed<DnsAnswer> miss(String name, RecordType type) {
        return missed(lookup(name, type));
    }

    static DnsAnswer seen(Lookup lookup) {
        return lookup.answer().seen().orElseThrow(() -> new AssertionError("not seen: " + lookup));
    }

    static Observed.Missed<DnsAnswer> missed(Lookup lookup) {
        if (lookup.answer() instanceof Observed.Missed<DnsAnswer> missed) {
            return missed;
        }
        throw new AssertionError("not missed: " + lookup);
    }

    static Reason reason(Lookup lookup) {
        return missed(lookup).reason();
    }

    @Override
    public void close() {
        client.close();
        client.closing().orTimeout(5, TimeUnit.SECONDS).join();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        crypto.shutdownNow();
    }
}
