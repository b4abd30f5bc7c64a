package io.mailsonde.internal.run;

import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.dns.DnsAnswer;
import io.mailsonde.dns.DnsQuestion;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.internal.Durations;
import io.mailsonde.internal.dns.DnsClient;
import io.mailsonde.internal.net.RunBudget;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.mailsonde.wire.Wire;
import io.mailsonde.witness.Witness;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The wire of one look: records what goes over it, and ends everything that it began when the look ends. */
final class LookWire implements Wire {
    /** Longer than any budget of the DNS client; the run's deadline is what ends a look. */
    private static final Duration DNS_WITHIN = Duration.ofSeconds(30);

    private final Shared shared;
    private final Set<Consent> needed;
    private final RunBudget budget;
    private final long until;
    private final EvidenceLog log = new EvidenceLog();
    /** Ends what is under way, one entry for each. */
    private final Set<Runnable> open = new HashSet<>();

    private final List<Connection> connections = new ArrayList<>();
    private boolean ended;

    LookWire(Shared shared, Set<Consent> needed, RunBudget budget, long until) {
        this.until = until;
        this.shared = shared;
        this.needed = needed;
        this.budget = budget;
    }

    @Override
    public Scope scope() {
        return shared.scope();
    }

    @Override
    public Set<Consent> granted() {
        return shared.scope().granted();
    }

    @Override
    public Step<DnsAnswer> query(DnsQuestion question) {
        return lookup(() -> shared.dns().ask(question, DNS_WITHIN));
    }

    @Override
    public Step<DnsAnswer> query(InetSocketAddress server, DnsQuestion question) {
        return lookup(() -> shared.dns().askServer(server, question, DNS_WITHIN));
    }

    private Step<DnsAnswer> lookup(Supplier<CompletableFuture<DnsClient.Lookup>> begin) {
        return track(evidence -> begin.get(), (lookup, evidence) -> {
            evidence.accept(lookup.exchange());
            return lookup.answer();
        });
    }

    @Override
    public Step<Connection> dial(Peer peer) {
        return track(evidence -> shared.dialer().dial(peer, needed, budget, evidence), (dialled, evidence) -> {
            dialled.seen().ifPresent(this::adopt);
            return dialled;
        });
    }

    @Override
    public Identity identity() {
        return shared.identity();
    }

    @Override
    public Limits limits() {
        return shared.limits();
    }

    @Override
    public Optional<Witness> witness() {
        return shared.witness();
    }

    @Override
    public Instant now() {
        return shared.clock().instant();
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, until - shared.ticker().nanos()));
    }

    @Override
    public String token() {
        return shared.words().next();
    }

    @Override
    public Optional<String> message(Peer peer) {
        return budget.message(peer.address());
    }

    @Override
    public <V> Step<V> await(String awaited, CompletionStage<V> stage, Duration within) {
        Instant since = shared.clock().instant();
        return track(
                evidence -> timed(stage, within, awaited + " was awaited no longer", () -> {
                    evidence.accept(new Silence("elsewhere", awaited, since, within));
                    return Observed.missed(
                            Reason.TIMED_OUT, awaited + " did not come within " + Durations.text(within));
                }),
                (observed, evidence) -> observed);
    }

    @Override
    public Step<Duration> pause(Duration time) {
        CompletableFuture<Duration> never = new CompletableFuture<>();
        return track(
                evidence -> timed(never, time, "the look is over", () -> Observed.saw(time)),
                (observed, evidence) -> observed);
    }

    /** The value of a stage, or what there is to say when it is late; the timer ends with whoever cancels this very future. */
    private <V> CompletableFuture<Observed<V>> timed(
            CompletionStage<V> stage, Duration within, String calledOff, Supplier<Observed<V>> late) {
        CompletableFuture<Observed<V>> future = new CompletableFuture<>();
        CompletionStage<Void> unusedStage = stage.handle((value, thrown) -> {
            boolean unused = future.complete(
                    thrown == null ? Observed.saw(value) : Observed.missed(Reason.CANCELLED, calledOff));
            return null;
        });
        ScheduledFuture<?> timer;
        try {
            timer = shared.loops().next().schedule(() -> expire(future, late), within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            boolean unused = future.complete(Observed.missed(Reason.CANCELLED, calledOff));
            return future;
        }
        CompletableFuture<Observed<V>> unusedTimer = future.whenComplete((value, thrown) -> timer.cancel(false));
        return future;
    }

    private static <V> void expire(CompletableFuture<Observed<V>> future, Supplier<Observed<V>> late) {
        if (!future.isDone()) {
            future.complete(late.get());
        }
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** What came of something begun, and where its evidence goes. */
    private interface Reading<R, V> {
        Observed<V> read(R result, Consumer<Evidence> evidence);
    }

    private <R, V> Step<V> track(Function<Consumer<Evidence>, CompletableFuture<R>> begin, Reading<R, V> reading) {
        Consumer<Evidence> evidence = log.begin();
        CompletableFuture<R> future;
        Runnable end;
        synchronized (open) {
            if (ended) {
                return Step.missed(Reason.CANCELLED, "the look is over");
            }
            future = begin.apply(evidence);
            end = () -> future.cancel(true);
            open.add(end);
        }
        return Step.of(future.handleAsync(
                (result, thrown) -> {
                    synchronized (open) {
                        open.remove(end);
                    }
                    return thrown == null ? reading.read(result, evidence) : failed(thrown);
                },
                shared.executor()));
    }

    private static <V> Observed<V> failed(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return cause instanceof CancellationException
                ? Observed.missed(Reason.CANCELLED, "the look is over")
                : Observed.missed(Reason.LOCAL_FAILURE, "this machine failed: " + cause);
    }

    private void adopt(Connection connection) {
        boolean late;
        synchronized (open) {
            late = ended;
            if (!late) {
                connections.add(connection);
            }
        }
        if (late) {
            connection.close();
        }
    }

    /** Ends everything that is under way and hands over the evidence. */
    List<Evidence> end() {
        List<Runnable> ends;
        List<Connection> opened;
        synchronized (open) {
            ended = true;
            ends = List.copyOf(open);
            opened = List.copyOf(connections);
        }
        opened.forEach(Connection::close);
        ends.forEach(Runnable::run);
        return log.close();
    }
}
