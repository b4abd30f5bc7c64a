package io.mailsonde.internal.net;

import io.mailsonde.Limits;
import io.mailsonde.Ticker;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Budget} for many threads: keeps the lock and the timer, and tells waiters when their turn has come. Nobody is told while the lock
 * is held, and no thread waits.
 */
final class Permits {
    private final Object lock = new Object();
    private final Budget<Permit> budget;
    private final Ticker ticker;
    private final EventExecutor timers;
    private @Nullable ScheduledFuture<?> timer;
    private long timerAt;

    Permits(Limits limits, Ticker ticker, EventExecutor timers) {
        this.budget = new Budget<>(limits, ticker.nanos());
        this.ticker = ticker;
        this.timers = timers;
    }

    /** The right to one connection: asked for, held, and given back once. */
    final class Permit {
        private enum State {
            NEW,
            WAITING,
            HELD,
            OVER
        }

        private final InetAddress address;
        private final Runnable granted;
        private State state = State.NEW;

        private Permit(InetAddress address, Runnable granted) {
            this.address = address;
            this.granted = granted;
        }

        /**
         * Waits for the turn; it may come before this returns.
         *
         * @return empty if it waits or has been granted; else which queue is full
         */
        Optional<String> ask() {
            synchronized (lock) {
                Optional<String> full = budget.enter(this, address, ticker.nanos());
                state = full.isPresent() ? State.OVER : State.WAITING;
                if (full.isPresent()) {
                    return full;
                }
            }
            pump();
            return Optional.empty();
        }

        /** Leaves the queue or gives the permit back, whichever it is. Does nothing the second time. */
        void end() {
            synchronized (lock) {
                if (state == State.WAITING) {
                    budget.withdraw(this, address, ticker.nanos());
                } else if (state == State.HELD) {
                    budget.release(address, ticker.nanos());
                }
                state = State.OVER;
            }
            pump();
        }
    }

    /**
     * A permit that nobody has asked for yet.
     *
     * @param address where to
     * @param granted told once when the permit is held, on any thread; returns soon
     * @return the permit
     */
    Permit permit(InetAddress address, Runnable granted) {
        return new Permit(address, granted);
    }

    /**
     * Heeds a complaint, see {@link Budget#tooMuch}.
     *
     * @param address who complained
     */
    void tooMuch(InetAddress address) {
        synchronized (lock) {
            budget.tooMuch(address, ticker.nanos());
        }
        pump();
    }

    /**
     * How much is remembered.
     *
     * @return 0 if nothing is
     */
    int remembered() {
        synchronized (lock) {
            return budget.remembered();
        }
    }

    /** Grants what is due and sets the timer for what will be. */
    void pump() {
        List<Permit> due;
        synchronized (lock) {
            due = budget.due(ticker.nanos());
            due.forEach(permit -> permit.state = Permit.State.HELD);
            setTimer();
        }
        due.forEach(permit -> permit.granted.run());
    }

    private void setTimer() {
        long now = ticker.nanos();
        OptionalLong wait = budget.nanosToNext(now);
        if (timer != null && (wait.isEmpty() || now + wait.getAsLong() - timerAt < 0)) {
            timer.cancel(false);
            timer = null;
        }
        if (timer != null || wait.isEmpty() || timers.isShuttingDown()) {
            return;
        }
        timerAt = now + wait.getAsLong();
        try {
            timer = timers.schedule(this::ring, wait.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            // The event loops are gone, and with them every connection: nobody is granted anything any more.
            timer = null;
        }
    }

    private void ring() {
        synchronized (lock) {
            timer = null;
        }
        pump();
    }
}
