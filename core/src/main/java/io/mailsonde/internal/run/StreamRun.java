package io.mailsonde.internal.run;

import io.mailsonde.CheckResult;
import io.mailsonde.Reason;
import io.mailsonde.Report;
import io.mailsonde.Target;
import io.mailsonde.internal.jfr.Flight;
import io.mailsonde.internal.jfr.Flights;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The run of one target of a stream. */
final class StreamRun {
    private final Shared shared;
    private final long number;
    private final Target target;
    private final RunEyes eyes;
    private final long startNanos;
    private final Instant startInstant;
    private Flight<Report> flight = report -> {};
    private @Nullable ScheduledFuture<?> deadline;

    StreamRun(Shared shared, long number, Target target, Duration within, Reuse reuse) {
        this.shared = shared;
        this.number = number;
        this.target = target;
        this.eyes = new RunEyes(shared, number, within, reuse);
        this.startNanos = shared.ticker().nanos();
        this.startInstant = shared.clock().instant();
    }

    RunEyes eyes() {
        return eyes;
    }

    void begin(Duration within, String late) {
        flight = Flights.run(number);
        shared.listener().runStarted(number);
        try {
            deadline = shared.loops()
                    .next()
                    .schedule(() -> end(Reason.DEADLINE_PASSED, late), within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            eyes.end(Reason.CANCELLED, "the event loops are shut down");
        }
    }

    void end(Reason reason, String detail) {
        shared.executor().execute(() -> eyes.end(reason, detail));
    }

    Report report(List<CheckResult> results) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        Report report = new Report(
                List.of(target),
                shared.scope().granted(),
                results,
                eyes.sightings(),
                shared.dns().notice().stream().toList(),
                startInstant,
                Duration.ofNanos(shared.ticker().nanos() - startNanos));
        flight.end(report);
        shared.listener().runFinished(number, report);
        return report;
    }
}
