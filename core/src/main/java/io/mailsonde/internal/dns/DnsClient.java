package io.mailsonde.internal.dns;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.DnsExchange.Transport;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Asks the DNS and answers with types: what a server says is seen, what it does not say is a miss with its reason. Never blocks; safe for
 * use by several threads.
 *
 * <p>Everything behind it runs on one event loop of the group. A future that it returns is completed there, or at once where the answer
 * is remembered, and never exceptionally, unless its holder cancels it: then the question is given up if no other caller waits for the
 * same.
 */
public final class DnsClient implements AutoCloseable {
    private static final long LONGEST_POSITIVE = Duration.ofDays(1).toSeconds();
    private static final int MOST_REMEMBERED_RECORDS = 32;
    private static final long LONGEST_NEGATIVE = Duration.ofHours(1).toSeconds();

    /**
     * What came of a question.
     *
     * @param answer the answer, or why there is none
     * @param exchange what went over the wire for it
     */
    public record Lookup(Observed<DnsAnswer> answer, DnsExchange exchange) {
        /** Refuses missing parts. */
        public Lookup {
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(exchange, "exchange");
        }
    }

    private final DnsConfig config;
    private final Carrier carrier;
    private final Chase.Means means;
    private final DnsCache<Lookup> cache;
    private final AtomicInteger admitted = new AtomicInteger();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile boolean closed;

    // Confined to the event loop.
    private final Map<DnsQuestion, SharedLookup> shared = new HashMap<>();
    private final Set<SharedLookup> underWay = new LinkedHashSet<>();

    /**
     * A client; it opens nothing before the first question.
     *
     * @param config what it is made of
     */
    public DnsClient(DnsConfig config) {
        this.config = config;
        this.carrier = new Carrier(config);
        this.cache = new DnsCache<>(config.limits().cached(), config.ticker());
        Servers servers = new Servers(config.servers(), config.ticker());
        this.means = new Chase.Means(config, carrier, servers, new Validation(config, carrier, servers));
    }

    /**
     * Asks through the configured resolvers, or remembers. Callers who ask the same at the same time share one exchange.
     *
     * @param question what to ask
     * @param within how long to wait at most
     * @return the answer and its evidence
     */
    public CompletableFuture<Lookup> ask(DnsQuestion question, Duration within) {
        Lookup remembered = cache.get(question);
        if (remembered != null) {
            return CompletableFuture.completedFuture(fromCache(remembered));
        }
        return begin(question, config.servers().get(0), within, (waiter, name) -> {
            SharedLookup lookup = shared.get(question);
            if (lookup == null) {
                lookup = run(
                        done -> Chase.resolving(means, question, name, end -> {
                            remember(question, end);
                            done.accept(end);
                        }),
                        over -> shared.remove(question, over));
                shared.put(question, lookup);
                lookup.join(waiter);
                lookup.chase().start();
            } else {
                lookup.join(waiter);
            }
        });
    }

    /**
     * Asks one server, without recursion and without remembering: what does this server itself say?
     *
     * @param server its resolved address and port
     * @param question what to ask
     * @param within how long to wait at most
     * @return the answer, which may be a referral, and its evidence
     */
    public CompletableFuture<Lookup> askServer(InetSocketAddress server, DnsQuestion question, Duration within) {
        return begin(question, server, within, (waiter, name) -> {
            SharedLookup lookup = run(done -> Chase.at(means, server, question, name, done), over -> {});
            lookup.join(waiter);
            lookup.chase().start();
        });
    }

    /**
     * What a user should be told once about this client.
     *
     * @return such as that the resolvers' root is not the one of the trust anchors; empty while there is nothing to say
     */
    public Optional<String> notice() {
        return means.validation().notice();
    }

    /**
     * What it has counted.
     *
     * @return the counters, which go on counting
     */
    public DnsCounters counters() {
        return carrier.counters();
    }

    private interface Beginning {
        void begin(Waiter waiter, Name name);
    }

    private CompletableFuture<Lookup> begin(
            DnsQuestion question, InetSocketAddress server, Duration within, Beginning beginning) {
        Name name;
        try {
            name = RecordReader.name(question.name());
        } catch (TextParseException impossible) {
            return refused(question, server, Reason.NAME_NOT_FOUND, "no such name can be: " + impossible.getMessage());
        }
        if (closed) {
            return refused(question, server, Reason.CANCELLED, "the DNS client is closed");
        }
        if (admitted.incrementAndGet() > config.limits().waiting()) {
            admitted.decrementAndGet();
            return refused(
                    question,
                    server,
                    Reason.LIMIT_REACHED,
                    config.limits().waiting() + " DNS lookups are under way or waiting, as many as allowed");
        }
        Waiter waiter = new Waiter(within);
        var unused = waiter.future.whenComplete((result, failure) -> {
            admitted.decrementAndGet();
            if (waiter.future.isCancelled()) {
                onLoop(() -> leave(waiter), () -> {});
            }
        });
        onLoop(
                () -> {
                    if (closed) {
                        waiter.complete(closedLookup(question, server));
                    } else if (!waiter.future.isDone()) {
                        beginning.begin(waiter, name);
                    }
                },
                () -> waiter.complete(closedLookup(question, server)));
        return waiter.future;
    }

    private static void leave(Waiter waiter) {
        if (waiter.timer != null) {
            waiter.timer.cancel(false);
        }
        if (waiter.lookup != null) {
            waiter.lookup.leave(waiter);
        }
    }

    private void onLoop(Runnable task, Runnable loopIsGone) {
        try {
            carrier.loop().execute(task);
        } catch (RejectedExecutionException shutDown) {
            loopIsGone.run();
        }
    }

    private SharedLookup run(Function<Consumer<Chase.End>, Chase> begin, Consumer<SharedLookup> over) {
        SharedLookup lookup = new SharedLookup(carrier.loop(), begin, ended -> {
            underWay.remove(ended);
            over.accept(ended);
        });
        underWay.add(lookup);
        return lookup;
    }

    private void remember(DnsQuestion question, Chase.End end) {
        end.lookup().answer().seen().ifPresent(answer -> {
            boolean positive = answer.kind() == DnsAnswer.Kind.RECORDS;
            cacheIfSmall(question, end.lookup(), Math.min(end.ttl(), positive ? LONGEST_POSITIVE : LONGEST_NEGATIVE));
        });
    }

    /** The cache is bounded by its entries; an answer that is much larger than others costs its question anew. */
    private void cacheIfSmall(DnsQuestion question, Lookup lookup, long seconds) {
        boolean small =
                lookup.answer().match(answer -> answer.records().size() <= MOST_REMEMBERED_RECORDS, (r, d) -> true);
        if (small) {
            cache.put(question, lookup, seconds);
        }
    }

    private Lookup fromCache(Lookup lookup) {
        DnsExchange then = lookup.exchange();
        return new Lookup(
                lookup.answer(),
                new DnsExchange(
                        then.question(),
                        then.server(),
                        Transport.CACHE,
                        then.result(),
                        then.flags(),
                        then.answer(),
                        then.left(),
                        0,
                        config.clock().instant(),
                        Duration.ZERO));
    }

    private CompletableFuture<Lookup> refused(
            DnsQuestion question, InetSocketAddress server, Reason reason, String detail) {
        return CompletableFuture.completedFuture(notAsked(question, server, reason, detail));
    }

    private Lookup closedLookup(DnsQuestion question, InetSocketAddress server) {
        return notAsked(question, server, Reason.CANCELLED, "the DNS client was closed while asked for " + question);
    }

    private Lookup notAsked(DnsQuestion question, InetSocketAddress server, Reason reason, String detail) {
        return new Lookup(Observed.missed(reason, detail), new Trace(question, server, config).exchange());
    }

    /** Ends every lookup with {@link Reason#CANCELLED} and closes every channel; see {@link #closing()} for when that is done. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        onLoop(this::closeNow, () -> {
            abandonAll(false);
            closing.complete(null);
        });
    }

    /**
     * Completes when a closed client's channels are closed.
     *
     * @return the end of closing
     */
    public CompletableFuture<Void> closing() {
        return closing.copy();
    }

    private void closeNow() {
        abandonAll(true);
        means.validation().close();
        List<ChannelFuture> channels = carrier.close();
        AtomicInteger left = new AtomicInteger(channels.size() + 1);
        Runnable one = () -> {
            if (left.decrementAndGet() == 0) {
                closing.complete(null);
            }
        };
        channels.forEach(channel -> channel.addListener(done -> one.run()));
        one.run();
    }

    /** Where the loop is gone, its channels and timers are gone with it, and only the callers are left to be told. */
    private void abandonAll(boolean loopRuns) {
        for (SharedLookup lookup : List.copyOf(underWay)) {
            lookup.abandon(
                    chase -> new Lookup(
                            Observed.missed(Reason.CANCELLED, "the DNS client was closed"),
                            chase.soFar(Duration.ZERO).exchange()),
                    loopRuns);
        }
    }
}
