package io.mailsonde.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.Ticker;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Transcript;
import io.mailsonde.internal.Transports;
import io.mailsonde.wire.Connection;
import io.mailsonde.wire.Peer;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A dialer with everything that it needs, and what it hands in. The defaults allow loopback and limit nothing; time stands unless turned. */
final class Rig implements AutoCloseable {
    static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    final EventLoopGroup group;
    final ExecutorService workers = Executors.newFixedThreadPool(2, new DefaultThreadFactory("worker", true));
    final BlockingQueue<Evidence> evidence = new LinkedBlockingQueue<>();
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 7);

    Scope scope = Scope.networks("127.0.0.0/8").consentingTo(Consent.CONNECT);
    Limits limits = Limits.lifted();
    Identity identity = Identity.of("probe.example", "postmaster@probe.example");
    Executor executor = workers;
    Duration connect = Duration.ofSeconds(10);
    Duration send = Duration.ofSeconds(10);

    Rig() {
        this(false);
    }

    Rig(boolean preferNative) {
        group = Transports.newGroup(2, preferNative);
    }

    Dialer dialer() {
        Ticker ticker = nanos::get;
        return new Dialer(
                group,
                scope,
                limits,
                identity,
                ticker,
                InstantSource.fixed(NOON),
                executor,
                new Dialer.Patience(connect, send));
    }

    void turn(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    static Limits limits(int perAddress, Duration every, int perNetwork) {
        return new Limits(perAddress, every, perNetwork, 100_000, 1, 1, Duration.ofSeconds(30));
    }

    CompletableFuture<Observed<Connection>> dial(Dialer dialer, Peer peer) {
        return dial(dialer, peer, dialer.newRun());
    }

    CompletableFuture<Observed<Connection>> dial(Dialer dialer, Peer peer, RunBudget run) {
        return dialer.dial(peer, Set.of(), run, evidence::add);
    }

    TcpConnection connect(Dialer dialer, Peer peer) {
        return (TcpConnection) saw(dial(dialer, peer));
    }

    static <V> Observed<V> await(CompletableFuture<Observed<V>> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    static <V> Observed<V> await(Step<V> step) {
        return await(step.stage().toCompletableFuture());
    }

    static <V> V saw(CompletableFuture<Observed<V>> future) {
        return await(future).match(value -> value, (reason, detail) -> {
            throw new AssertionError(reason + ": " + detail);
        });
    }

    static <V> V saw(Step<V> step) {
        return saw(step.stage().toCompletableFuture());
    }

    static void missed(Observed<?> observed, Reason reason, String detail) {
        assertThat(observed).isEqualTo(Observed.missed(reason, detail));
    }

    /** The next piece of evidence. */
    <E extends Evidence> E handedIn(Class<E> type) throws InterruptedException {
        Evidence next = evidence.poll(10, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(type);
        return type.cast(next);
    }

    static List<String> lines(Transcript transcript) {
        List<String> lines = new ArrayList<>();
        transcript.lines().forEach(line -> lines.add(line.who() + " " + line.text()));
        return lines;
    }

    /** Waits until something is so, where nothing announces it. */
    static void until(BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("10 s have passed").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    void shutDown() {
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Override
    public void close() {
        shutDown();
        workers.shutdownNow();
    }
}
