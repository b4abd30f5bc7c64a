package io.mailsonde;

import io.mailsonde.check.Discovered;
import io.mailsonde.check.Eyes;
import io.mailsonde.check.Probe;
import io.mailsonde.check.RecordingEyes;
import io.mailsonde.check.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plan within a plan, and the way from the outer one's target to its own. */
sealed interface Branch<T extends Target, S extends Target> {
    /** What to do at its end. */
    Plan<S> plan();

    /** The probes of the way and of the plan. */
    Set<Probe<?, ?>> probes();

    CompletionStage<List<CheckResult>> examine(Eyes eyes, T root);

    /** Targets that are discovered from others, and what to check on each. */
    record Discovering<T extends Target, S extends Target>(View<T, Discovered<S>> discovery, Plan<S> plan)
            implements Branch<T, S> {
        @Override
        public Set<Probe<?, ?>> probes() {
            Set<Probe<?, ?>> all = new LinkedHashSet<>(discovery.probes());
            all.addAll(plan.probes());
            return all;
        }

        @Override
        public CompletionStage<List<CheckResult>> examine(Eyes eyes, T root) {
            RecordingEyes recording = new RecordingEyes(eyes);
            return discovery
                    .from(recording, root)
                    .stage()
                    .thenCompose(found -> found.match(
                            seen -> examine(eyes, root, seen, recording),
                            (reason, detail) -> missed(root, reason, detail, recording)));
        }

        private CompletionStage<List<CheckResult>> examine(
                Eyes eyes, T root, Discovered<S> found, RecordingEyes recording) {
            if (found.targets().isEmpty() && found.missed().isEmpty()) {
                return missed(
                        root, Reason.NOT_APPLICABLE, "nothing to check was discovered from " + root.text(), recording);
            }
            List<CompletionStage<List<CheckResult>>> parts = new ArrayList<>();
            found.targets().forEach(target -> parts.add(plan.examine(eyes, target)));
            found.missed().forEach(miss -> parts.add(missed(root, miss.reason(), miss.detail(), recording)));
            return Plan.all(parts);
        }

        private CompletionStage<List<CheckResult>> missed(
                T root, Reason reason, String detail, RecordingEyes recording) {
            return CompletableFuture.completedFuture(plan.allChecks().stream()
                    .map(check -> CheckResult.of(
                            check.info().id(), root, Outcome.undone(reason, detail), recording.sightings()))
                    .toList());
        }
    }

    /** What none of the other branches takes. */
    record OfNoKind(Set<Class<?>> kinds) implements Branch<Target, MalformedTarget> {
        @Override
        public Plan<MalformedTarget> plan() {
            return Plan.forEach(MalformedTarget.class);
        }

        @Override
        public Set<Probe<?, ?>> probes() {
            return Set.of();
        }

        @Override
        public CompletionStage<List<CheckResult>> examine(Eyes eyes, Target root) {
            return CompletableFuture.completedFuture(
                    kinds.stream().anyMatch(kind -> kind.isInstance(root))
                            ? List.of()
                            : List.of(CheckResult.of(Plan.NO_CHECK, root, undone(root), List.of())));
        }

        private static Outcome undone(Target root) {
            return root instanceof MalformedTarget malformed
                    ? Outcome.undone(
                            Reason.MALFORMED_TARGET,
                            malformed.text() + " ('" + malformed.given() + "'): " + malformed.problem())
                    : Outcome.undone(Reason.NOT_APPLICABLE, "there is no check for " + root.text());
        }
    }

    /** The targets of one kind among others. */
    record OfKind<S extends Target>(Plan<S> plan) implements Branch<Target, S> {
        @Override
        public Set<Probe<?, ?>> probes() {
            return plan.probes();
        }

        @Override
        public CompletionStage<List<CheckResult>> examine(Eyes eyes, Target root) {
            return plan.target().isInstance(root)
                    ? plan.examine(eyes, plan.target().cast(root))
                    : CompletableFuture.completedFuture(List.of());
        }
    }
}
