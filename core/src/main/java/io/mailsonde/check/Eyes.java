package io.mailsonde.check;

import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.Target;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What a check sees through: a run looks, {@link Observations} remember. */
@Implementable
public interface Eyes {
    /**
     * What the owner has allowed.
     *
     * @return the consents, with all that they imply
     */
    Set<Consent> granted();

    /**
     * Looks, or remembers having looked.
     *
     * @param probe how
     * @param target at what
     * @return the look, completing with its sighting; never exceptionally
     * @param <T> what the probe looks at
     * @param <O> what it observes
     */
    <T extends Target, O extends Record> CompletionStage<Sighting<O>> look(Probe<T, O> probe, T target);

    /**
     * Examines a target through these eyes.
     *
     * @param check the check
     * @param target the target
     * @return the result, under way; never completes exceptionally
     * @param <T> the kind of target
     */
    default <T extends Target> CompletionStage<CheckResult> examine(Check<? super T> check, T target) {
        return check.examine(this, target);
    }
}
