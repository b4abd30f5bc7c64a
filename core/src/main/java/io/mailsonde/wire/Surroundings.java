package io.mailsonde.wire;

import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Scope;
import io.mailsonde.check.Capability;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.witness.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What a look needs besides a protocol: who we are, our witness, unguessable words, and time. Nothing of it leaves this machine. */
public final class Surroundings {
    /** Needs no consent. */
    public static final Capability<Surroundings> HERE =
            Capability.of("witness", Set.of(), wire -> Observed.saw(new Surroundings(wire)));

    private final Wire wire;

    private Surroundings(Wire wire) {
        this.wire = wire;
    }

    /**
     * Who we say that we are.
     *
     * @return the identity of the auditor
     */
    public Identity identity() {
        return wire.identity();
    }

    /**
     * How hard we may press.
     *
     * @return the limits of the auditor
     */
    public Limits limits() {
        return wire.limits();
    }

    /**
     * What may be touched.
     *
     * @return the scope of the auditor
     */
    public Scope scope() {
        return wire.scope();
    }

    /**
     * Our own eyes outside.
     *
     * @return the witness, or empty where there is none
     */
    public Optional<Witness> witness() {
        return wire.witness();
    }

    /**
     * The time of day.
     *
     * @return by the auditor's clock
     */
    public Instant now() {
        return wire.now();
    }

    /**
     * How long the run that looks goes on at most: for a look that takes its time and would rather hand in a part than nothing.
     *
     * @return by the auditor's ticker; not negative
     */
    public Duration timeLeft() {
        return wire.timeLeft();
    }

    /**
     * A word that nobody can guess.
     *
     * @return as {@link Wire#token()}
     */
    public String token() {
        return wire.token();
    }

    /**
     * Waits for something that happens elsewhere.
     *
     * @param awaited what is waited for; named where it does not come
     * @param stage completes with it
     * @param within how long to wait
     * @return as {@link Wire#await}
     * @param <V> what is waited for
     */
    public <V> Step<V> await(String awaited, CompletionStage<V> stage, Duration within) {
        return wire.await(awaited, stage, within);
    }

    /**
     * Lets time pass.
     *
     * @param time how long
     * @return as {@link Wire#pause}
     */
    public Step<Duration> pause(Duration time) {
        return wire.pause(time);
    }
}
