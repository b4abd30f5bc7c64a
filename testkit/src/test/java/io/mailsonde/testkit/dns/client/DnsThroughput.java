package io.mailsonde.testkit.dns.client;

import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.dns.RecordType;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.internal.dns.DnsLimits;
import io.mailsonde.internal.dns.TrustAnchors;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.netty.channel.EventLoopGroup;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Questions a second of this client beside dnsjava's own transport, each question of another name, nothing remembered. Two processes:
 *
 * <pre>
 * DnsThroughput serve PORT
 * DnsThroughput (ours | native | dnsjava) PORT [IN_FLIGHT [QUESTIONS [ROUNDS]]]
 * </pre>
 */
final class DnsThroughput {
    private DnsThroughput() {}

    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        if (args[0].equals("serve")) {
            ScriptedDns dns = ScriptedDns.start(server).remember(0);
            dns.zone().add("*.example.org", io.mailsonde.testkit.dns.RrType.A, "192.0.2.1");
            new CountDownLatch(1).await();
        }
        int inFlight = args.length > 2 ? Integer.parseInt(args[2]) : 1000;
        int questions = args.length > 3 ? Integer.parseInt(args[3]) : 100_000;
        int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 4;
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            if (args[0].equals("dnsjava")) {
                SimpleResolver resolver = new SimpleResolver(server);
                resolver.setTimeout(Duration.ofSeconds(5));
                rounds(rounds, questions, inFlight, i -> resolver.sendAsync(dnsjava(i), executor));
            } else {
                ours(args[0].equals("native"), server, rounds, questions, inFlight, executor);
            }
        } finally {
            executor.shutdown();
        }
    }

    private static Message dnsjava(int i) {
        return Message.newQuery(
                Record.newRecord(Name.fromConstantString("h" + i + ".example.org."), Type.A, DClass.IN));
    }

    private static void ours(
            boolean preferNative,
            InetSocketAddress server,
            int rounds,
            int questions,
            int inFlight,
            ExecutorService executor)
            throws InterruptedException {
        EventLoopGroup group = Transports.newGroup(1, preferNative);
        DnsConfig config = DnsConfig.ofSystem(group, executor)
                .withServers(List.of(server))
                .withAnchors(TrustAnchors.NONE)
                .withLimits(DnsLimits.DEFAULT.withCached(0).withTries(List.of(Duration.ofSeconds(5))));
        System.out.println(Transports.of(group));
        try (DnsClient client = new DnsClient(config)) {
            rounds(
                    rounds,
                    questions,
                    inFlight,
                    i -> client.ask(new DnsQuestion("h" + i + ".example.org", RecordType.A), Duration.ofSeconds(10))
                            .thenApply(lookup -> lookup.answer().seen().orElseThrow()));
        } finally {
            var unused = group.shutdownGracefully();
        }
    }

    private static void rounds(int rounds, int questions, int inFlight, IntFunction<CompletionStage<?>> ask)
            throws InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            Semaphore slots = new Semaphore(inFlight);
            AtomicInteger failed = new AtomicInteger();
            long cpu = cpuNanos();
            long since = System.nanoTime();
            for (int i = 0; i < questions; i++) {
                slots.acquire();
                ask.apply(i).whenComplete((answer, failure) -> {
                    if (failure != null) {
                        failed.incrementAndGet();
                    }
                    slots.release();
                });
            }
            slots.acquire(inFlight);
            double seconds = (System.nanoTime() - since) / 1e9;
            System.out.printf(
                    "round %d: %,.0f q/s, %.1f us CPU a question, %d failed%n",
                    round, questions / seconds, (cpuNanos() - cpu) / 1e3 / questions, failed.get());
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
