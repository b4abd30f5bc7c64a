package io.mailsonde.internal.net;

import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.Ticker;
import io.mailsonde.check.Observed;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.internal.Transports;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Dials, within the scope and the limits: one for each auditor, shared by all its runs. Safe for use by many threads; never blocks.
 *
 * <p>The time that a dial waits for its permit is ours and has no limit here: whoever gives up cancels the future. The peer's time begins when
 * the permit is there.
 */
public final class Dialer {
    /** How long a peer may take to answer a connection attempt, and to make room for what we send. */
    record Patience(Duration connect, Duration send) {
        static final Patience NORMAL = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    /** What a connection needs is added once it stands. */
    private static final ChannelInitializer<Channel> NO_HANDLER = new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {}
    };

    private final Scope scope;
    private final Limits limits;
    private final Identity identity;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Delivery delivery;
    private final Patience patience;
    private final Permits permits;
    private final Bootstrap bootstrap;

    /**
     * A dialer.
     *
     * @param group the event loops, which outlive the dialer
     * @param scope what may be dialled
     * @param limits how hard
     * @param identity where from
     * @param ticker elapsed time
     * @param clock the time of day, for evidence
     * @param executor where results are told
     */
    public Dialer(
            EventLoopGroup group,
            Scope scope,
            Limits limits,
            Identity identity,
            Ticker ticker,
            InstantSource clock,
            Executor executor) {
        this(group, scope, limits, identity, ticker, clock, executor, Patience.NORMAL);
    }

    Dialer(
            EventLoopGroup group,
            Scope scope,
            Limits limits,
            Identity identity,
            Ticker ticker,
            InstantSource clock,
            Executor executor,
            Patience patience) {
        this.scope = scope;
        this.limits = limits;
        this.identity = identity;
        this.ticker = ticker;
        this.clock = clock;
        this.delivery = new Delivery(executor);
        this.patience = patience;
        this.permits = new Permits(limits, ticker, group.next());
        this.bootstrap = new Bootstrap()
                .group(group)
                .channelFactory(Transports.of(group)::newSocket)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        patience.connect().toMillis())
                .option(ChannelOption.TCP_NODELAY, true)
                // Nothing is read before there is somebody to record it.
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, Inbox.MAX_CHUNK))
                .handler(NO_HANDLER);
    }

    /**
     * The budgets of one run.
     *
     * @return budgets that nothing was taken from yet
     */
    public RunBudget newRun() {
        return new RunBudget(limits);
    }

    /**
     * Asks the scope, waits for the permit, dials.
     *
     * @param peer where to
     * @param needed what for; {@link Consent#CONNECT} in any case
     * @param run the budgets of the run that asks
     * @param evidence takes what is recorded: the transcript when the connection ends, silences when they are over, and a refusal at once. Called
     *     on whatever thread ends it, an event loop too, so it has to return at once; once {@link Connection#close()} has returned, all is handed in
     * @return the connection, or missed: {@code OUT_OF_SCOPE}, {@code NOT_CONSENTED}, {@code LIMIT_REACHED}, {@code CONNECTION_REFUSED}, {@code CONNECTION_CLOSED},
     *     {@code UNREACHABLE}, {@code TIMED_OUT} or {@code LOCAL_FAILURE}; never exceptionally. Cancelling it leaves the queue or closes the channel
     */
    public CompletableFuture<Observed<Connection>> dial(
            Peer peer, Set<Consent> needed, RunBudget run, Consumer<Evidence> evidence) {
        Set<Consent> all = EnumSet.of(Consent.CONNECT);
        all.addAll(Consent.closure(needed));
        Optional<String> objection = scope.objection(peer.name(), peer.address(), all);
        if (objection.isPresent()) {
            return missed(Reason.OUT_OF_SCOPE, objection.get());
        }
        if (!scope.granted().containsAll(all)) {
            all.removeAll(scope.granted());
            return missed(Reason.NOT_CONSENTED, "there is no consent to " + Consent.text(all) + " at " + peer);
        }
        if (isShutDown()) {
            return CompletableFuture.completedFuture(shutDown(peer));
        }
        Optional<String> spent = run.connection(peer.address());
        if (spent.isPresent()) {
            return missed(Reason.LIMIT_REACHED, spent.get());
        }
        return new Dial(this, peer, run, evidence).begin();
    }

    private static CompletableFuture<Observed<Connection>> missed(Reason reason, String detail) {
        return CompletableFuture.completedFuture(Observed.missed(reason, detail));
    }

    /**
     * Heeds a peer that said that it is too much (421, or a text about rates): from now on one connection at once to its address, a cooldown
     * apart, for all runs.
     *
     * @param address the peer's address
     */
    public void tooMuch(InetAddress address) {
        permits.tooMuch(address);
    }

    /** Whether the event loops are gone; their futures would never tell. */
    boolean isShutDown() {
        return bootstrap.config().group().isShuttingDown();
    }

    static Observed<Connection> shutDown(Peer peer) {
        return Observed.missed(Reason.LOCAL_FAILURE, "the event loops are shut down; nothing was sent to " + peer);
    }

    ChannelFuture connect(Peer peer) {
        InetSocketAddress remote = new InetSocketAddress(peer.address(), peer.port());
        SocketAddress local =
                source(peer).map(address -> new InetSocketAddress(address, 0)).orElse(null);
        return local == null ? bootstrap.connect(remote) : bootstrap.connect(remote, local);
    }

    Optional<InetAddress> source(Peer peer) {
        return identity.sourceFor(peer.address());
    }

    Permits permits() {
        return permits;
    }

    Ticker ticker() {
        return ticker;
    }

    InstantSource clock() {
        return clock;
    }

    Delivery delivery() {
        return delivery;
    }

    Patience patience() {
        return patience;
    }
}
