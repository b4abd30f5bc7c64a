package io.mailsonde.checks.smtp.relay;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.ChannelRun.Opened;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Stop;
import io.mailsonde.smtp.SmtpSession;
import io.mailsonde.wire.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of a look. A host that takes its time for every answer would spend the run's; so the sessions end some time before, and what was
 * answered and delivered until then is kept.
 */
final class RelayTime {
    private static final Duration MOST = Duration.ofMinutes(10);

    /** Of the run's time, what is left for messages to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** How long a message may take to arrive, from the last reply on. */
    private static final Duration WINDOW = Duration.ofSeconds(20);

    /** How early a timer may be. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Surroundings here;
    private final Duration whole;
    private final Instant end;
    private final AtomicReference<SmtpSession> current = new AtomicReference<>();
    private volatile boolean over;

    private RelayTime(Surroundings here, Duration whole) {
        this.here = here;
        this.whole = whole;
        this.end = here.now().plus(whole);
    }

    /** Begins to run. */
    static RelayTime begin(Surroundings here) {
        Duration run = here.timeLeft();
        Duration ofRun = run.minus(shorter(MARGIN, run.dividedBy(2)));
        RelayTime time = new RelayTime(here, shorter(MOST, ofRun));
        Step<Boolean> unused = here.pause(time.whole).map(passed -> time.end());
        return time;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean end() {
        over = true;
        SmtpSession session = current.get();
        if (session != null) {
            session.quit();
        }
        return true;
    }

    boolean over() {
        return over;
    }

    /** Whether there is as much time as that. */
    boolean allows(Duration wait) {
        return !over && here.now().plus(wait).isBefore(end);
    }

    /** A session that is waited for as long as there is time, and is left when it is over. */
    Step<Opened> session(Step<Opened> opening) {
        Duration left = Duration.between(here.now(), end);
        Duration bound = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
        CompletionStage<Observed<Opened>> stage = opening.stage();
        return here.await("a session", stage, bound).observed().then(waited -> {
            Observed<Opened> came = waited.match(opened -> opened, Observed::missed);
            came.seen().ifPresent(opened -> {
                current.set(opened.session());
                if (over) {
                    opened.session().quit();
                }
            });
            // not the host's slowness is the reason then: it had not as long as a session may take
            return came instanceof Observed.Missed && !allows(TICK)
                    ? Step.missed(stop().reason(), stop().detail())
                    : Step.of(came);
        });
    }

    Stop stop() {
        return new Stop(Reason.DEADLINE_PASSED, "the time for its sessions was over");
    }

    /** How long to wait for messages. */
    Duration window() {
        Duration left = here.timeLeft().minus(Duration.ofSeconds(2));
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : shorter(WINDOW, left);
    }
}
