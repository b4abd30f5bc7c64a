package io.mailsonde.internal.run;

import io.mailsonde.Target;
import io.mailsonde.check.Probe;

/**
 * What makes two looks the same look.
 *
 * @param probe its id
 * @param common what is looked at, as far as the probe tells targets apart
 */
record LookKey(String probe, Object common) {
    static <T extends Target> LookKey of(Probe<T, ?> probe, T target) {
        return new LookKey(probe.id(), probe.common(target));
    }
}
