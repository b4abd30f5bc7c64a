package io.mailsonde;

import io.mailsonde.check.Check;
import io.mailsonde.internal.SafeListener;
import io.mailsonde.internal.Transports;
import io.mailsonde.internal.Words;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.dns.DnsConfig;
import io.mailsonde.internal.dns.TrustAnchors;
import io.mailsonde.internal.net.Dialer;
import io.mailsonde.internal.run.PlanRun;
import io.mailsonde.internal.run.Runs;
import io.mailsonde.internal.run.Shared;
import io.mailsonde.internal.run.SightingStore;
import io.mailsonde.internal.run.TargetStream;
import io.mailsonde.internal.run.WorkThreads;
import io.mailsonde.witness.Witness;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The runtime: make one for a scope, share it, close it. Its budgets, its DNS cache and what it remembers of peers are shared by all of its runs, so
 * that politeness holds for the process and not only for each check.
 *
 * <pre>{@code
 * try (Auditor auditor = Auditor.within(Scope.dnsOnly())) {
 *     Report report = auditor.run(Fcrdns.check(), HostAddress.of("192.0.2.25")).await();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class Auditor implements AutoCloseable {
    /** Of the memory that the virtual machine may have, this part is for what was seen lately. */
    private static final int REMEMBERED_SHARE = 16;

    private static final int MAX_IN_FLIGHT = 500;

    private final Shared shared;
    private final Runs runs = new Runs();
    private final @Nullable EventLoopGroup ownLoops;
    private final @Nullable ExecutorService ownExecutor;

    private Auditor(Builder builder) {
        ownLoops = builder.loops == null ? Transports.newGroup(1, builder.nativeTransport) : null;
        EventLoopGroup loops = Objects.requireNonNull(builder.loops == null ? ownLoops : builder.loops);
        ownExecutor = builder.executor == null ? WorkThreads.start() : null;
        Executor given = Objects.requireNonNull(builder.executor == null ? ownExecutor : builder.executor);
        Executor executor = task -> {
            try {
                given.execute(task);
            } catch (RejectedExecutionException closing) {
                task.run(); // what is under way still has to come to its end
            }
        };
        DnsConfig config = DnsConfig.ofSystem(loops, executor)
                .withTime(builder.ticker, builder.clock)
                .withRandom(builder.random)
                .withAnchors(builder.anchors);
        DnsClient dns = new DnsClient(builder.servers.isEmpty() ? config : config.withServers(builder.servers));
        Dialer dialer = new Dialer(
                loops, builder.scope, builder.limits, builder.identity, builder.ticker, builder.clock, executor);
        shared = new Shared(
                builder.scope,
                builder.limits,
                builder.identity,
                Optional.ofNullable(builder.witness),
                new Words(builder.random),
                loops,
                executor,
                dns,
                dialer,
                new SightingStore(builder.ticker, Runtime.getRuntime().maxMemory() / REMEMBERED_SHARE),
                new SafeListener(builder.listener),
                new AtomicLong(),
                builder.ticker,
                builder.clock,
                builder.maxInFlight);
    }

    /**
     * An auditor with defaults for everything but the scope.
     *
     * @param scope what may be touched, and how far
     * @return the auditor; close it
     */
    public static Auditor within(Scope scope) {
        return builder(scope).build();
    }

    /**
     * An auditor to be set up.
     *
     * @param scope what may be touched, and how far
     * @return a builder with defaults
     */
    public static Builder builder(Scope scope) {
        return new Builder(scope);
    }

    /**
     * Prepares one check of one target.
     *
     * @param check the check
     * @param target the target
     * @return the run, not started
     * @param <T> the kind of target
     */
    public <T extends Target> Run run(Check<T> check, T target) {
        return run(Plan.of(check), TargetSource.of(List.of(target)));
    }

    /**
     * Prepares one check of many targets.
     *
     * @param check the check
     * @param targets where the targets come from; drawn as there is room
     * @return the run, not started; its report holds the results of all of them
     * @param <T> the kind of target
     */
    public <T extends Target> Run run(Check<T> check, TargetSource<T> targets) {
        return run(Plan.of(check), targets);
    }

    /**
     * Prepares a plan for one target.
     *
     * @param plan the plan
     * @param target the target
     * @return the run, not started
     * @param <T> the kind of target
     */
    public <T extends Target> Run run(Plan<T> plan, T target) {
        return run(plan, TargetSource.of(List.of(target)));
    }

    /**
     * Prepares a plan for many targets.
     *
     * @param plan the plan
     * @param targets where the targets come from; drawn as there is room, and all of them: when the run's time is over, those that are left are
     *     reported as not looked at
     * @return the run, not started; its report holds the results of all of them
     * @param <T> the kind of target
     */
    public <T extends Target> Run run(Plan<T> plan, TargetSource<T> targets) {
        return new PlanRun<>(shared, runs, plan, targets);
    }

    /**
     * Prepares a plan for each target of a list of any length.
     *
     * @param plan the plan
     * @param targets where the targets come from; drawn on the executor as reports are asked for, so they should not keep it waiting for long
     * @return the stream, not begun
     * @param <T> the kind of target
     */
    public <T extends Target> ReportStream stream(Plan<T> plan, TargetSource<T> targets) {
        return TargetStream.of(shared, runs, plan, targets);
    }

    /**
     * Prepares a plan for each target that a publisher sends.
     *
     * @param plan the plan
     * @param targets where the targets come from; asked for 64 at most at a time
     * @return the stream, not begun
     * @param <T> the kind of target
     */
    public <T extends Target> ReportStream stream(Plan<T> plan, Flow.Publisher<? extends T> targets) {
        return TargetStream.of(shared, runs, plan, targets);
    }

    /**
     * What may be touched, and how far.
     *
     * @return the scope
     */
    public Scope scope() {
        return shared.scope();
    }

    /**
     * Cancels the runs that go on, closes all sockets, and ends the threads that this auditor made itself; an event loop group or executor that was
     * handed in goes on. Runs that were prepared but not started will not start.
     */
    @Override
    public void close() {
        runs.close();
        shared.dns().close();
        EventLoopGroup loops = ownLoops;
        if (loops != null) {
            // not before the sockets are closed, which is told on these loops
            CompletableFuture<Void> unused = shared.dns().closing().whenComplete((closed, thrown) -> {
                Future<?> unusedEnd = loops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
            });
        }
        if (ownExecutor != null) {
            ownExecutor.shutdown();
        }
    }

    /** Sets up an {@link Auditor}. Not safe for use by several threads. */
    public static final class Builder {
        private final Scope scope;
        private List<InetSocketAddress> servers = List.of();
        private @Nullable EventLoopGroup loops;
        private @Nullable Executor executor;
        private boolean nativeTransport;
        private Limits limits = Limits.gentle();
        private Identity identity = Identity.of("mailsonde.invalid", "postmaster@mailsonde.invalid");
        private Ticker ticker = Ticker.system();
        private InstantSource clock = Clock.systemUTC();
        private SecureRandom random = new SecureRandom();
        private AuditListener listener = new AuditListener() {};
        private TrustAnchors anchors = TrustAnchors.ROOT;
        private @Nullable Witness witness;
        private int maxInFlight = MAX_IN_FLIGHT;

        private Builder(Scope scope) {
            this.scope = Objects.requireNonNull(scope, "scope");
        }

        /**
         * The recursive resolvers to ask, instead of the system's.
         *
         * @param resolvers at least one, in the order in which they are asked
         * @return this
         */
        public Builder dnsServers(InetSocketAddress... resolvers) {
            servers = List.of(resolvers);
            return this;
        }

        /**
         * The event loops to use. They stay the caller's and are never shut down here.
         *
         * @param group a group of NIO, epoll or io_uring
         * @return this
         */
        public Builder eventLoopGroup(EventLoopGroup group) {
            loops = Objects.requireNonNull(group, "group");
            return this;
        }

        /**
         * Where views, judges, listeners and completions run, instead of a small pool of this auditor's own. It stays the caller's.
         *
         * @param work an executor that does not run tasks on an event loop
         * @return this
         */
        public Builder executor(Executor work) {
            executor = Objects.requireNonNull(work, "work");
            return this;
        }

        /**
         * Takes io_uring, else epoll, where their natives are on the class path and this machine has them; NIO otherwise. Has no effect on an event
         * loop group that was handed in.
         *
         * @return this
         */
        public Builder nativeTransport() {
            nativeTransport = true;
            return this;
        }

        /**
         * How hard to press.
         *
         * @param budgets the limits; {@link Limits#gentle()} unless said otherwise
         * @return this
         */
        public Builder limits(Limits budgets) {
            limits = Objects.requireNonNull(budgets, "budgets");
            return this;
        }

        /**
         * Who we say that we are.
         *
         * @param who the identity; without one, names below {@code .invalid} that promise nothing
         * @return this
         */
        public Builder identity(Identity who) {
            identity = Objects.requireNonNull(who, "who");
            return this;
        }

        /**
         * Elapsed time, for tests.
         *
         * @param source the ticker
         * @return this
         */
        public Builder ticker(Ticker source) {
            ticker = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The time of day, for evidence and the validity of signatures.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Where DNS ids and the words of {@link io.mailsonde.wire.Wire#token()} come from. Has to be unguessable; seeded only in tests.
         *
         * @param source the generator
         * @return this
         */
        public Builder random(SecureRandom source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Who is told of progress.
         *
         * @param who the listener
         * @return this
         */
        public Builder listener(AuditListener who) {
            listener = Objects.requireNonNull(who, "who");
            return this;
        }

        /**
         * Our own eyes outside, with which relaying is proved. It stays the caller's, and is not closed here.
         *
         * @param eyes the witness; there is none unless said otherwise
         * @return this
         */
        public Builder witness(Witness eyes) {
            witness = Objects.requireNonNull(eyes, "eyes");
            return this;
        }

        /**
         * DNSSEC trust anchors instead of the root's.
         *
         * @param records DS or DNSKEY records, one a line in the form of a zone file; none for no validation, which leaves every DNSSEC state
         *     indeterminate
         * @return this
         * @throws IllegalArgumentException if one of them is neither; the message says which
         */
        public Builder trustAnchors(List<String> records) {
            anchors = records.isEmpty() ? TrustAnchors.NONE : TrustAnchors.ofLines(records);
            return this;
        }

        /**
         * How many targets of one run are examined at once.
         *
         * @param targets at least 1; {@value Auditor#MAX_IN_FLIGHT} unless said otherwise
         * @return this
         */
        public Builder maxInFlight(int targets) {
            if (targets < 1) {
                throw new IllegalArgumentException("at least one target is in flight, not " + targets);
            }
            maxInFlight = targets;
            return this;
        }

        /**
         * Makes the auditor.
         *
         * @return the auditor; close it
         */
        public Auditor build() {
            return new Auditor(this);
        }
    }
}
