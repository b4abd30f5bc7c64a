package io.mailsonde.internal.run;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import io.mailsonde.Plan;
import io.mailsonde.Reason;
import io.mailsonde.Target;
import io.mailsonde.check.Eyes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plan on one target, come what may. */
final class Examination {
    private Examination() {}

    /** The results, under way; never completes exceptionally. */
    static <T extends Target> CompletionStage<List<CheckResult>> of(Plan<T> plan, Eyes eyes, T target) {
        CompletionStage<List<CheckResult>> examined;
        try {
            examined = plan.examine(eyes, target);
        } catch (RuntimeException | Error e) {
            examined = CompletableFuture.failedStage(e);
        }
        return examined.exceptionally(thrown -> broken(plan, target, thrown));
    }

    /** A plan that broke, by a view's function for one, still has a result for each of its checks. */
    private static List<CheckResult> broken(Plan<?> plan, Target target, Throwable thrown) {
        return plan.allChecks().stream()
                .map(check -> CheckResult.of(
                        check.info().id(),
                        target,
                        Outcome.undone(Reason.CHECK_BUG, "the plan failed with " + thrown),
                        List.of()))
                .toList();
    }
}
