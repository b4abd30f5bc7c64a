package io.mailsonde.check;

import io.mailsonde.Consent;
import io.mailsonde.Target;
import java.util.Set;
import java.util.function.BiFunction;

/** A view made of others. */
final class Derived<T extends Target, V> implements View<T, V> {
    private final Class<T> target;
    private final Set<Probe<?, ?>> probes;
    private final Set<Consent> consents;
    private final Set<Consent> further;
    private final BiFunction<? super Eyes, ? super T, Step<V>> from;

    Derived(
            Class<T> target,
            Set<Probe<?, ?>> probes,
            Set<Consent> consents,
            Set<Consent> further,
            BiFunction<? super Eyes, ? super T, Step<V>> from) {
        this.target = target;
        this.probes = Set.copyOf(probes);
        this.consents = Set.copyOf(consents);
        this.further = Set.copyOf(further);
        this.from = from;
    }

    @Override
    public Class<T> target() {
        return target;
    }

    @Override
    public Set<Probe<?, ?>> probes() {
        return probes;
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
    public Step<V> from(Eyes eyes, T at) {
        return from.apply(eyes, at);
    }
}
