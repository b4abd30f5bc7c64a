package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.wire.Wire;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How to look: from a target, through a capability, to an observation. A probe judges nothing and has no options; what varies is in its
 * target. A run looks at each (probe, target) once, however many checks need it.
 *
 * @param <T> what it looks at
 * @param <O> what it observes, a public record in an exported package
 */
public final class Probe<T extends Target, O extends Record> implements View<T, O> {
    private static final Pattern ID = Pattern.compile("[a-z]+\\.[a-z0-9-]+");

    private final String id;
    private final Class<T> target;
    private final Class<O> observation;
    private final Sharing<? super T> sharing;
    private final Looker<T, O> looker;
    private final Set<Consent> consents;
    private final Set<Consent> further;
    private final String capability;

    /** Opens the capability and looks through it; keeps the capability's type to itself. */
    private interface Looker<T extends Target, O extends Record> {
        Step<O> look(T target, Wire wire);
    }

    /** How far one look answers for others: for how long, and for which targets. */
    private record Sharing<T>(Duration age, Function<? super T, ?> by) {}

    private Probe(
            String id,
            Class<T> target,
            Class<O> observation,
            Sharing<? super T> sharing,
            Looker<T, O> looker,
            Capability<?> capability) {
        this(id, target, observation, sharing, looker, capability.consents(), capability.further(), capability.name());
    }

    private Probe(
            String id,
            Class<T> target,
            Class<O> observation,
            Sharing<? super T> sharing,
            Looker<T, O> looker,
            Set<Consent> consents,
            Set<Consent> further,
            String capability) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a probe id looks like family.what, not " + id);
        }
        this.id = id;
        this.target = Objects.requireNonNull(target, "target");
        this.observation = Objects.requireNonNull(observation, "observation");
        this.sharing = sharing;
        this.looker = looker;
        this.consents = consents;
        this.further = further;
        this.capability = capability;
    }

    /**
     * A probe.
     *
     * @param id its stable name, such as {@code "dns.reverse"}; with the target it is the key under which a look is shared and stored
     * @param target what it looks at
     * @param observation what it observes
     * @param with the capability that it needs
     * @param look how it looks
     * @return the probe
     * @param <T> what it looks at
     * @param <P> what the capability hands out
     * @param <O> what it observes
     */
    public static <T extends Target, P, O extends Record> Probe<T, O> of(
            String id, Class<T> target, Class<O> observation, Capability<P> with, Look<T, P, O> look) {
        Looker<T, O> looker = (seen, wire) -> Step.of(with.open(wire)).then(opened -> look.at(seen, opened));
        return new Probe<>(id, target, observation, new Sharing<>(Duration.ofMinutes(10), same -> same), looker, with);
    }

    /**
     * The same probe whose sightings may be shared across runs for a limited time.
     *
     * @param age how old a sighting may be at most when a later run that allows reuse takes it
     * @return the probe
     */
    public Probe<T, O> freshFor(Duration age) {
        if (age.isNegative() || age.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("a sighting is fresh for a year at most, not for " + age);
        }
        return sharing(age, sharing.by());
    }

    /**
     * The same probe looking anew in every run, such as one that delivers or tries credentials.
     *
     * @return the probe
     */
    public Probe<T, O> freshEachRun() {
        return sharing(Duration.ZERO, sharing.by());
    }

    /**
     * The same probe, of which one look answers for every target that has this in common with it, in one run or stream: of an exchanger that many
     * domains name, for one.
     *
     * @param common what such targets have in common; a value with {@code equals}
     * @return the probe
     */
    public Probe<T, O> sharedBy(Function<? super T, ?> common) {
        return sharing(sharing.age(), Objects.requireNonNull(common, "common"));
    }

    private Probe<T, O> sharing(Duration age, Function<? super T, ?> by) {
        return new Probe<>(id, target, observation, new Sharing<>(age, by), looker, consents, further, capability);
    }

    /**
     * What a target has in common with those that one look answers for.
     *
     * @param at the target
     * @return the target itself, unless {@link #sharedBy} says otherwise
     */
    public Object common(T at) {
        return sharing.by().apply(at);
    }

    /**
     * Its stable name.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * What it observes.
     *
     * @return the record class
     */
    public Class<O> observation() {
        return observation;
    }

    /**
     * What it looks through.
     *
     * @return the capability's name
     */
    public String capability() {
        return capability;
    }

    /**
     * How old a sighting of this probe may be when a later run takes it.
     *
     * @return the age; zero for a probe that looks anew in every run
     */
    public Duration freshFor() {
        return sharing.age();
    }

    /**
     * Looks once. Called by the runtime, and by tests with a wire of their own.
     *
     * @param at what to look at
     * @param wire the way out of this one look
     * @return what was seen or missed; a crash of the look is missed as {@link Reason#CHECK_BUG}
     */
    public Step<O> look(T at, Wire wire) {
        Step<O> step;
        try {
            step = Objects.requireNonNull(looker.look(at, wire), () -> "probe " + id + " returned no step");
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return Step.of(bug(e));
        }
        return Step.of(step.stage().exceptionally(this::bug));
    }

    private Observed<O> bug(Throwable thrown) {
        return Observed.missed(Reason.CHECK_BUG, Bugs.text("probe " + id, thrown));
    }

    @Override
    public Class<T> target() {
        return target;
    }

    @Override
    public Set<Probe<?, ?>> probes() {
        return Set.of(this);
    }

    @Override
    public Set<Consent> consents() {
        return consents;
    }

    @Override
    public Set<Consent> furtherConsents() {
        return further;
    }

    @Override
    public Step<O> from(Eyes eyes, T at) {
        return Step.of(eyes.look(this, at).thenApply(Sighting::observed));
    }

    @Override
    public String toString() {
        return id;
    }
}
