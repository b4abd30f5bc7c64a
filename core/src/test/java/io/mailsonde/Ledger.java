package io.mailsonde;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.check.Sighting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Writes down what a listener is told, and finds what has no end, no start, or two of either. */
final class Ledger implements AuditListener {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<String> events = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    private synchronized void start(String what, String shown) {
        if (!open.add(what)) {
            wrong.add(what + " started twice");
        }
        note(shown);
    }

    private synchronized void end(String what, String shown) {
        if (!open.remove(what)) {
            wrong.add(what + " ended without a start");
        }
        note(shown);
    }

    private synchronized void note(String shown) {
        events.add(shown);
        notifyAll();
    }

    @Override
    public void runStarted(long run) {
        start("run " + run, "run");
    }

    @Override
    public void lookStarted(long look, String probe, Target target) {
        start("look " + look, "look " + target.text());
    }

    @Override
    public void looked(long look, Sighting<?> sighting, Duration took) {
        assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
        end(
                "look " + look,
                "looked " + sighting.target().text() + " "
                        + sighting.observed().match(seen -> "seen", (reason, detail) -> reason.name()));
    }

    @Override
    public void judged(long run, CheckResult result) {
        synchronized (this) {
            if (!open.contains("run " + run)) {
                wrong.add("judged outside run " + run);
            }
        }
        note("judged " + result.check());
    }

    @Override
    public void runFinished(long run, Report report) {
        end("run " + run, "finished");
    }

    /** Waits for an event. */
    void await(String shown) throws InterruptedException {
        await(shown, seen -> seen.contains(shown));
    }

    /** Waits until everything that was started has ended, and nothing was told out of order. */
    List<String> settled() throws InterruptedException {
        await("the end of " + open, seen -> open.isEmpty());
        synchronized (this) {
            assertThat(wrong).isEmpty();
            return List.copyOf(events);
        }
    }

    private synchronized void await(String what, Predicate<List<String>> reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.test(events)) {
            long left = end - System.nanoTime();
            assertThat(left).as("waited for %s; told of %s", what, events).isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
