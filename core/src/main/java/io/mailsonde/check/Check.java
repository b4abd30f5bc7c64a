package io.mailsonde.check;

import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.Finding;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One practice: one to three views, and a pure function that judges them. A view that was missed makes the check inconclusive or skipped with
 * the probe's reason; no check writes code for that.
 *
 * @param <T> what it checks
 */
public final class Check<T extends Target> {
    private final CheckInfo info;
    private final List<View<T, ?>> views;
    private final Examiner<T> examiner;

    /** Sees the views and judges them; keeps their types to itself. */
    private interface Examiner<T extends Target> {
        Step<Outcome> examine(Eyes eyes, T target);
    }

    private Check(CheckInfo info, List<View<T, ?>> views, Examiner<T> examiner) {
        this.info = Objects.requireNonNull(info, "info");
        this.views = views;
        this.examiner = examiner;
    }

    /**
     * A check of one view.
     *
     * @param info what is known of it
     * @param a what it is given
     * @param judge what it makes of it
     * @return the check
     * @param <T> what it checks
     * @param <A> what it is given
     */
    public static <T extends Target, A> Check<T> of(CheckInfo info, View<T, A> a, Judge<T, A> judge) {
        return new Check<>(
                info, List.of(a), (eyes, target) -> a.from(eyes, target).map(seen -> judge.judge(target, seen)));
    }

    /**
     * A check of two views, which are seen at the same time.
     *
     * @param info what is known of it
     * @param a what it is given first; if both are missed, its reason counts
     * @param b what it is given second
     * @param judge what it makes of them
     * @return the check
     * @param <T> what it checks
     * @param <A> what it is given first
     * @param <B> what it is given second
     */
    public static <T extends Target, A, B> Check<T> of(
            CheckInfo info, View<T, A> a, View<T, B> b, Judge2<T, A, B> judge) {
        return new Check<>(
                info,
                List.of(a, b),
                (eyes, target) -> a.from(eyes, target)
                        .with(b.from(eyes, target), (first, second) -> judge.judge(target, first, second)));
    }

    /**
     * A check of three views, which are seen at the same time.
     *
     * @param info what is known of it
     * @param a what it is given first; of several misses the first one's reason counts
     * @param b what it is given second
     * @param c what it is given third
     * @param judge what it makes of them
     * @return the check
     * @param <T> what it checks
     * @param <A> what it is given first
     * @param <B> what it is given second
     * @param <C> what it is given third
     */
    public static <T extends Target, A, B, C> Check<T> of(
            CheckInfo info, View<T, A> a, View<T, B> b, View<T, C> c, Judge3<T, A, B, C> judge) {
        record Two<A, B>(A a, B b) {}
        return new Check<>(info, List.of(a, b, c), (eyes, target) -> {
            Step<A> first = a.from(eyes, target);
            Step<B> second = b.from(eyes, target);
            Step<C> third = c.from(eyes, target);
            return first.with(second, Two::new).with(third, (two, seen) -> judge.judge(target, two.a(), two.b(), seen));
        });
    }

    /**
     * What is known of it before it runs.
     *
     * @return its description
     */
    public CheckInfo info() {
        return info;
    }

    /**
     * What it checks.
     *
     * @return the class of targets
     */
    public Class<T> target() {
        return views.get(0).target();
    }

    /**
     * The probes that it may use.
     *
     * @return them all
     */
    public Set<Probe<?, ?>> probes() {
        return views.stream()
                .flatMap(view -> view.probes().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The consents without which it is skipped.
     *
     * @return them, with all that they imply
     */
    public Set<Consent> consents() {
        return Consent.closure(
                views.stream().flatMap(view -> view.consents().stream()).collect(Collectors.toSet()));
    }

    /**
     * The consents with which it can say more.
     *
     * @return them, with all that they imply
     */
    public Set<Consent> furtherConsents() {
        return Consent.closure(
                views.stream().flatMap(view -> view.furtherConsents().stream()).collect(Collectors.toSet()));
    }

    /**
     * Examines a target. Called by the runtime.
     *
     * @param eyes what to see through
     * @param target what to examine
     * @return the result, under way; never completes exceptionally: a crash is {@link Reason#CHECK_BUG}
     */
    public CompletionStage<CheckResult> examine(Eyes eyes, T target) {
        Set<Consent> lacking = new LinkedHashSet<>(consents());
        lacking.removeAll(eyes.granted());
        if (!lacking.isEmpty()) {
            String detail = info.id() + " needs consent to " + Consent.text(lacking) + "; nothing was sent";
            return CompletableFuture.completedFuture(
                    CheckResult.of(info.id(), target, Outcome.undone(Reason.NOT_CONSENTED, detail), List.of()));
        }
        RecordingEyes recording = new RecordingEyes(eyes);
        Step<Outcome> step;
        try {
            step = examiner.examine(recording, target);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            step = Step.missed(Reason.CHECK_BUG, Bugs.text("check " + info.id(), e));
        }
        return step.stage()
                .exceptionally(thrown -> Observed.missed(Reason.CHECK_BUG, Bugs.text("check " + info.id(), thrown)))
                .thenApply(judged -> {
                    List<Sighting<?>> sightings = recording.sightings();
                    Outcome outcome = judged.match(seen -> kept(seen, sightings), Outcome::undone);
                    return CheckResult.of(info.id(), target, outcome, sightings);
                });
    }

    /**
     * Judges what was seen before, without any network.
     *
     * @param seen stored observations
     * @param target what to judge
     * @return the outcome; the same as then, for the same check
     */
    public Outcome judge(Observations seen, T target) {
        return examine(seen, target).toCompletableFuture().join().outcome();
    }

    private Outcome kept(Outcome outcome, List<Sighting<?>> sightings) {
        return breach(outcome, sightings)
                .map(breach -> Outcome.undone(Reason.CHECK_BUG, "check " + info.id() + " " + breach))
                .orElse(outcome);
    }

    private Optional<String> breach(Outcome outcome, List<Sighting<?>> sightings) {
        Set<String> declared = info.findings().stream().map(type -> type.id()).collect(Collectors.toSet());
        Optional<String> undeclared = Stream.of(outcome)
                .flatMap(o -> o.findings().stream())
                .map(Finding::id)
                .filter(id -> !declared.contains(id))
                .findFirst();
        if (undeclared.isPresent()) {
            return Optional.of("reported " + undeclared.get() + ", which it does not declare");
        }
        boolean saw = sightings.stream().anyMatch(sighting -> sighting.observed() instanceof Observed.Saw);
        return outcome instanceof Outcome.Passed && !saw ? Optional.of("passed with nothing seen") : Optional.empty();
    }

    @Override
    public String toString() {
        return info.id();
    }
}
