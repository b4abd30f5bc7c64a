package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.wire.Wire;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A protocol that a probe asks for by type. Consents hang on capabilities, so none can be forgotten, and a probe that asks for DNS cannot
 * open a connection.
 *
 * @param <P> what the probe is handed
 */
public final class Capability<P> {
    private final String name;
    private final Set<Consent> consents;
    private final Set<Consent> further;
    private final Function<? super Wire, Observed<P>> open;

    private Capability(
            String name, Set<Consent> consents, Set<Consent> further, Function<? super Wire, Observed<P>> open) {
        this.name = Objects.requireNonNull(name, "name");
        this.consents = Consent.closure(consents);
        this.further = Consent.closure(further);
        this.open = Objects.requireNonNull(open, "open");
    }

    /**
     * A capability.
     *
     * @param name as a plan prints it, such as {@code "DNS"}
     * @param consents what the owner of the target has to allow
     * @param open makes it of a wire
     * @return the capability
     * @param <P> what the probe is handed
     */
    public static <P> Capability<P> of(String name, Set<Consent> consents, Function<? super Wire, Observed<P>> open) {
        return new Capability<>(name, consents, Set.of(), open);
    }

    /**
     * The same capability where it may be lacking: the probe looks without it, and is told why.
     *
     * @return a capability that needs no consent, and hands out a miss where one is not given
     */
    public Capability<Observed<P>> optional() {
        return new Capability<>(
                name + " (if allowed)",
                Set.of(),
                consents,
                wire -> Observed.saw(
                        wire.granted().containsAll(consents)
                                ? open.apply(wire)
                                : Observed.missed(
                                        io.mailsonde.Reason.NOT_CONSENTED,
                                        name + " needs consent to " + Consent.text(consents))));
    }

    /**
     * Both of two capabilities in one look.
     *
     * @param other the other one
     * @param join makes what the probe is handed of both
     * @return a capability that needs what either needs
     * @param <Q> what the other one hands out
     * @param <R> what the probe is handed
     */
    public <Q, R> Capability<R> and(Capability<Q> other, BiFunction<? super P, ? super Q, ? extends R> join) {
        Set<Consent> needs = new LinkedHashSet<>(consents);
        needs.addAll(other.consents);
        Set<Consent> could = new LinkedHashSet<>(further);
        could.addAll(other.further);
        return new Capability<>(
                name + ", " + other.name,
                needs,
                could,
                wire -> open(wire).part(mine -> other.open(wire).map(its -> join.apply(mine, its))));
    }

    /**
     * Its name.
     *
     * @return as a plan prints it
     */
    public String name() {
        return name;
    }

    /**
     * What it needs.
     *
     * @return the consents without which it is not handed out
     */
    public Set<Consent> consents() {
        return consents;
    }

    /**
     * What it could use besides.
     *
     * @return the consents with which it can do more
     */
    public Set<Consent> further() {
        return further;
    }

    Observed<P> open(Wire wire) {
        return open.apply(wire);
    }
}
