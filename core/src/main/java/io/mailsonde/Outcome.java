package io.mailsonde;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a check ended on a target. Not completed is not passed: the first two of the four cannot be built empty.
 */
public sealed interface Outcome {
    /**
     * The practice is kept.
     *
     * @param basis what shows it, as a sentence
     * @param notes findings that fail nothing
     */
    record Passed(String basis, List<Finding> notes) implements Outcome {
        /** Refuses a pass without a basis, and notes that would fail. */
        public Passed {
            notes = List.copyOf(notes);
            if (basis.isBlank()) {
                throw new IllegalArgumentException("a pass has to say what shows it");
            }
            if (notes.stream().anyMatch(Finding::fails)) {
                throw new IllegalArgumentException("a pass carries a finding that fails: " + ids(notes));
            }
        }
    }

    /**
     * The practice is broken.
     *
     * @param findings what is wrong; at least one of them {@linkplain Finding#fails() fails}, notes and suspicions may stand beside it
     */
    record Failed(List<Finding> findings) implements Outcome {
        /** Refuses a failure that nothing shows. */
        public Failed {
            findings = List.copyOf(findings);
            if (findings.stream().noneMatch(Finding::fails)) {
                throw new IllegalArgumentException(
                        "a failure needs a finding of LOW or above at FIRM or CONFIRMED: " + ids(findings));
            }
        }
    }

    /**
     * It was tried and could not be decided.
     *
     * @param reason why
     * @param detail why, for a person; may quote the peer
     * @param suspicions findings that prove nothing
     */
    record Inconclusive(Reason reason, String detail, List<Finding> suspicions) implements Outcome {
        /** Refuses a missing reason. */
        public Inconclusive {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
            suspicions = List.copyOf(suspicions);
        }
    }

    /**
     * It was not tried.
     *
     * @param reason why
     * @param detail why, for a person
     */
    record Skipped(Reason reason, String detail) implements Outcome {
        /** Refuses a missing reason. */
        public Skipped {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * Sorts findings into the right outcome: failed if one of them fails; inconclusive if one of them is a suspicion; else passed.
     *
     * @param findings what was found; may be empty
     * @param basis what shows that the practice is kept, used where it is
     * @return the outcome
     */
    static Outcome judged(List<Finding> findings, String basis) {
        if (findings.stream().anyMatch(Finding::fails)) {
            return new Failed(findings);
        }
        List<Finding> suspicions = findings.stream()
                .filter(finding -> finding.severity() != Severity.INFO)
                .toList();
        if (suspicions.isEmpty()) {
            return new Passed(basis, findings);
        }
        String signs = suspicions.stream().map(Finding::message).collect(Collectors.joining("; "));
        return new Inconclusive(Reason.UNPROVEN, "signs but no proof: " + signs, findings);
    }

    /**
     * What was not decided: skipped where nothing was tried, else inconclusive.
     *
     * @param reason why
     * @param detail why, for a person
     * @return the outcome
     */
    static Outcome undone(Reason reason, String detail) {
        return reason.kind() == Reason.Kind.UNTRIED
                ? new Skipped(reason, detail)
                : new Inconclusive(reason, detail, List.of());
    }

    /**
     * Takes the four cases apart.
     *
     * @param passed what to make of a pass
     * @param failed what to make of a failure
     * @param inconclusive what to make of an undecided one
     * @param skipped what to make of one that was not tried
     * @return what the applied function returned
     * @param <R> its type
     */
    default <R> R match(
            Function<? super Passed, ? extends R> passed,
            Function<? super Failed, ? extends R> failed,
            Function<? super Inconclusive, ? extends R> inconclusive,
            Function<? super Skipped, ? extends R> skipped) {
        if (this instanceof Passed p) {
            return passed.apply(p);
        }
        if (this instanceof Failed f) {
            return failed.apply(f);
        }
        if (this instanceof Inconclusive i) {
            return inconclusive.apply(i);
        }
        return skipped.apply((Skipped) this);
    }

    /**
     * All findings, notes and suspicions.
     *
     * @return them, in the order in which the check gave them
     */
    default List<Finding> findings() {
        return match(Passed::notes, Failed::findings, Inconclusive::suspicions, skipped -> List.of());
    }

    private static String ids(List<Finding> findings) {
        return findings.stream().map(Finding::id).collect(Collectors.joining(", ", "[", "]"));
    }
}
