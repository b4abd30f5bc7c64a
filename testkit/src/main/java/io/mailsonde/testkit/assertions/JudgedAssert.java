package io.mailsonde.testkit.assertions;

import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/**
 * What can be asserted of everything that was judged. Where there are several outcomes, as in a report, each method says how many have to be so.
 *
 * @param <S> the assertion itself
 * @param <A> what it is about
 */
abstract class JudgedAssert<S extends JudgedAssert<S, A>, A> extends AbstractAssert<S, A> {
    JudgedAssert(A actual, Class<S> self) {
        super(actual, self);
    }

    abstract List<Outcome> outcomes();

    /** What is judged, as the subject of a sentence. */
    abstract String subject();

    /** All that is known of why it came out so, on lines of their own. */
    abstract String explanation();

    /**
     * Asserts that every outcome is {@link Outcome.Passed} and that there is at least one. What is undecided or was skipped is not passed.
     *
     * @return this
     * @throws AssertionError if anything is not; the message holds outcomes, reasons, findings and evidence
     */
    public final S passes() {
        List<Outcome> all = present();
        return demand(!all.isEmpty() && all.stream().allMatch(Outcome.Passed.class::isInstance), "to pass");
    }

    /**
     * Asserts that at least one outcome is {@link Outcome.Failed}.
     *
     * @return this
     * @throws AssertionError if none is; the message says what came instead
     */
    public final S fails() {
        return demand(present().stream().anyMatch(Outcome.Failed.class::isInstance), "to fail");
    }

    /**
     * Asserts that nothing failed and at least one outcome is {@link Outcome.Inconclusive} for a reason.
     *
     * @param reason the reason
     * @return this
     * @throws AssertionError if it is not so; the message says what came instead
     */
    public final S isUndecided(Reason reason) {
        List<Outcome> all = present();
        boolean undecided = all.stream()
                .anyMatch(outcome -> outcome instanceof Outcome.Inconclusive open && open.reason() == reason);
        return demand(
                undecided && all.stream().noneMatch(Outcome.Failed.class::isInstance), "to be undecided for " + reason);
    }

    /**
     * Asserts that every outcome is {@link Outcome.Skipped} for a reason and that there is at least one.
     *
     * @param reason the reason
     * @return this
     * @throws AssertionError if it is not so; the message says what came instead
     */
    public final S isSkipped(Reason reason) {
        List<Outcome> all = present();
        boolean skipped =
                all.stream().allMatch(outcome -> outcome instanceof Outcome.Skipped skip && skip.reason() == reason);
        return demand(skipped && !all.isEmpty(), "to be skipped for " + reason);
    }

    /**
     * Asserts that there is a finding, a note or a suspicion of a kind.
     *
     * @param id the kind's id, such as {@code "dns.fcrdns/no-ptr"}
     * @return this
     * @throws AssertionError if there is none; the message lists those that there are
     */
    public final S hasFinding(String id) {
        return demand(any(finding -> finding.id().equals(id)), "to have the finding " + id);
    }

    /**
     * Asserts that there is a finding, a note or a suspicion of a kind.
     *
     * @param type the kind
     * @return this
     * @throws AssertionError if there is none; the message lists those that there are
     */
    public final S hasFinding(FindingType<?> type) {
        return hasFinding(type.id());
    }

    /**
     * Asserts that there is a finding, a note or a suspicion of a kind with these arguments.
     *
     * @param type the kind
     * @param args what it has to say
     * @return this
     * @throws AssertionError if there is none; the message lists those that there are
     * @param <R> the class of its arguments
     */
    public final <R extends Record> S hasFinding(FindingType<R> type, R args) {
        return demand(
                any(finding -> finding.args(type).filter(args::equals).isPresent()),
                "to have the finding " + type.id() + " with " + Explanation.line(args));
    }

    /**
     * Asserts that there is no finding, note or suspicion of a kind.
     *
     * @param id the kind's id, such as {@code "dns.fcrdns/no-ptr"}
     * @return this
     * @throws AssertionError if there is one
     */
    public final S hasNoFinding(String id) {
        return demand(!any(finding -> finding.id().equals(id)), "to have no finding " + id);
    }

    /**
     * Asserts that there is no finding, note or suspicion of a kind.
     *
     * @param type the kind
     * @return this
     * @throws AssertionError if there is one
     */
    public final S hasNoFinding(FindingType<?> type) {
        return hasNoFinding(type.id());
    }

    /**
     * Asserts that there are no findings, notes and suspicions at all.
     *
     * @return this
     * @throws AssertionError if there is one
     */
    public final S hasNoFindings() {
        return demand(!any(finding -> true), "to have no findings");
    }

    /**
     * Goes on to the findings, notes and suspicions.
     *
     * @return an assertion about them, in the order of the outcomes
     */
    public final ListAssert<Finding> findings() {
        return Assertions.assertThat(findingsOf(present())).as(subject() + explanation());
    }

    private boolean any(Predicate<Finding> wanted) {
        return findingsOf(present()).stream().anyMatch(wanted);
    }

    private static List<Finding> findingsOf(List<Outcome> outcomes) {
        return outcomes.stream().flatMap(outcome -> outcome.findings().stream()).toList();
    }

    private List<Outcome> present() {
        isNotNull();
        return outcomes();
    }

    final S demand(boolean so, String expected) {
        if (!so) {
            failWithMessage("%s", "expected " + subject() + " " + expected + ", but:" + explanation());
        }
        return myself;
    }
}
