package io.mailsonde.examples.cli;

import io.mailsonde.AuditListener;
import io.mailsonde.MalformedTarget;
import io.mailsonde.Report;
import io.mailsonde.Ticker;
import io.mailsonde.Verdict;
import io.mailsonde.reports.ReportedTargets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How far a fleet is: a line that is written over on a terminal, else one now and then; and the end. */
final class FleetProgress implements AuditListener, AutoCloseable {
    private static final long TERMINAL_MILLIS = 500;
    private static final long LOG_MILLIS = 10_000;

    private final Console console;
    private final RunOptions options;
    private final Set<String> named;
    private final boolean terminal = Terminals.onStandardError();
    private final AtomicLong inFlight = new AtomicLong();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final Ticker ticker = Ticker.system();
    private final long start = ticker.nanos();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mailsonde-progress");
        thread.setDaemon(true);
        return thread;
    });
    private long total;
    private long done;
    private long earlier;
    private long malformed;
    private int worst = ExitCode.GOOD;

    FleetProgress(Console console, RunOptions options, Set<String> named) {
        this.console = console;
        this.options = options;
        this.named = named;
    }

    /** Begins with so many targets, of which some were reported before. */
    synchronized void begin(long targets, Optional<ReportedTargets> before) {
        total = targets;
        before.ifPresent(reported -> {
            earlier = reported.count();
            done = earlier;
            for (Verdict verdict : Verdict.values()) {
                verdicts.put(verdict, (long) reported.count(verdict));
            }
            if (reported.worst()
                    .filter(severity -> severity.compareTo(options.failOn()) >= 0)
                    .isPresent()) {
                worst = ExitCode.FAILED;
            } else if (reported.count(Verdict.UNDECIDED) > 0) {
                worst = ExitCode.UNDECIDED;
            }
            console.note(earlier + " of " + total + " targets were reported before");
        });
        long every = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
        Future<?> unused = timer.scheduleAtFixedRate(this::tick, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void runStarted(long run) {
        inFlight.incrementAndGet();
    }

    @Override
    public void runFinished(long run, Report report) {
        inFlight.decrementAndGet();
    }

    synchronized void done(Report report) {
        done++;
        verdicts.merge(report.verdict(), 1L, Long::sum);
        int code = ExitCode.of(report, options.failOn(), named);
        worst = worst == ExitCode.FAILED || code == ExitCode.GOOD ? worst : code;
        if (report.roots().get(0) instanceof MalformedTarget line) {
            malformed++;
            erase();
            console.note(line.text() + " is no target: " + line.problem() + " ('" + line.given() + "')");
        }
    }

    private synchronized void tick() {
        String line = line();
        if (terminal) {
            console.err().print("\r\u001b[K" + line);
            console.err().flush();
        } else {
            console.note(line);
        }
    }

    private String line() {
        double seconds = (ticker.nanos() - start) / 1e9;
        double rate = (done - earlier) / Math.max(seconds, 0.001);
        String left = rate > 0 && total > done
                ? ", " + DurationText.of(Duration.ofSeconds(Math.round((total - done) / rate))) + " left"
                : "";
        return String.format(
                Locale.ROOT,
                "%,d of %,d done (%d%%), %,.1f/s, %,d undecided, %,d in flight%s",
                done,
                total,
                total == 0 ? 100 : Math.min(100, done * 100 / total),
                rate,
                verdicts.getOrDefault(Verdict.UNDECIDED, 0L),
                inFlight.get(),
                left);
    }

    private void erase() {
        if (terminal) {
            console.err().print("\r\u001b[K");
        }
    }

    /** Says how it ended; returns the exit code. */
    synchronized int end(boolean whole) {
        erase();
        double seconds = (ticker.nanos() - start) / 1e9;
        console.note(String.format(
                Locale.ROOT,
                "%,d targets: %,d failed, %,d undecided, %,d passed%s; %s, %,.1f/s%s",
                done,
                verdicts.getOrDefault(Verdict.FAILED, 0L),
                verdicts.getOrDefault(Verdict.UNDECIDED, 0L),
                verdicts.getOrDefault(Verdict.PASSED, 0L),
                malformed == 0 ? "" : " (" + malformed + " lines were no targets)",
                DurationText.of(Duration.ofMillis(Math.round(seconds * 1000))),
                (done - earlier) / Math.max(seconds, 0.001),
                whole ? "" : "; not all of them, " + Math.max(0, total - done) + " are left"));
        if (worst == ExitCode.FAILED) {
            return worst;
        }
        return whole && done > 0 ? worst : ExitCode.UNDECIDED;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
