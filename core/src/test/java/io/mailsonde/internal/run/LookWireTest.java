package io.mailsonde.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Limits;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for what happens elsewhere, in one look. */
class LookWireTest {
    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Remembers its timers. */
    private static final class Loop extends DefaultEventLoop {
        private final BlockingQueue<ScheduledFuture<?>> timers = new LinkedBlockingQueue<>();

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            ScheduledFuture<?> timer = super.schedule(task, delay, unit);
            timers.add(timer);
            return timer;
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
            ScheduledFuture<V> timer = super.schedule(task, delay, unit);
            timers.add(timer);
            return timer;
        }
    }

    private final Loop loop = new Loop();
    private final LookWire wire = new LookWire(
            new Shared(
                    Scope.dnsOnly(),
                    Limits.gentle(),
                    null,
                    Optional.empty(),
                    null,
                    loop,
                    Runnable::run,
                    null,
                    null,
                    null,
                    null,
                    null,
                    System::nanoTime,
                    InstantSource.fixed(NOON),
                    1),
            Set.of(),
            null,
            Long.MAX_VALUE);

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private static <V> Observed<V> await(Step<V> step) {
        return step.stage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private void assertNoTimerRuns() {
        assertThat(loop.timers).hasSize(1).allMatch(ScheduledFuture::isDone);
    }

    @Test
    void what_comes_in_time_is_seen() {
        CompletableFuture<String> mail = new CompletableFuture<>();
        Step<String> waiting = wire.await("a message", mail, LONG);
        mail.complete("here");

        assertThat(await(waiting)).isEqualTo(Observed.saw("here"));
        assertThat(wire.end()).isEmpty();
        assertNoTimerRuns();
    }

    @Test
    void what_was_there_already_is_seen() {
        assertThat(await(wire.await("a message", CompletableFuture.completedFuture("here"), LONG)))
                .isEqualTo(Observed.saw("here"));
    }

    @Test
    void what_does_not_come_times_out_and_the_silence_is_evidence() {
        Observed<String> missed = await(wire.await("a message", new CompletableFuture<>(), SHORT));

        assertThat(missed).isEqualTo(Observed.missed(Reason.TIMED_OUT, "a message did not come within 20 ms"));
        List<Evidence> evidence = wire.end();
        assertThat(evidence).containsExactly(new Silence("elsewhere", "a message", NOON, SHORT));
    }

    @Test
    void what_is_called_off_is_awaited_no_longer() {
        CompletableFuture<String> mail = new CompletableFuture<>();
        Step<String> waiting = wire.await("a message", mail, LONG);
        mail.cancel(false);

        assertThat(await(waiting)).isEqualTo(Observed.missed(Reason.CANCELLED, "a message was awaited no longer"));
        assertNoTimerRuns();
    }

    @Test
    void the_end_of_the_look_ends_the_wait_and_leaves_alone_what_was_awaited() {
        CompletableFuture<String> mail = new CompletableFuture<>();
        Step<String> waiting = wire.await("a message", mail, LONG);
        wire.end();

        assertThat(await(waiting)).isEqualTo(Observed.missed(Reason.CANCELLED, "the look is over"));
        assertThat(mail).isNotDone();
        assertNoTimerRuns();
    }

    @Test
    void time_passes() {
        assertThat(await(wire.pause(SHORT))).isEqualTo(Observed.saw(SHORT));
        assertThat(wire.end()).isEmpty();
    }

    @Test
    void the_end_of_the_look_ends_the_pause() {
        Step<Duration> pause = wire.pause(LONG);
        wire.end();

        assertThat(await(pause)).isEqualTo(Observed.missed(Reason.CANCELLED, "the look is over"));
        assertNoTimerRuns();
    }

    @Test
    void after_the_look_nothing_begins() {
        wire.end();

        assertThat(await(wire.pause(SHORT))).isEqualTo(Observed.missed(Reason.CANCELLED, "the look is over"));
        assertThat(loop.timers).isEmpty();
    }
}
