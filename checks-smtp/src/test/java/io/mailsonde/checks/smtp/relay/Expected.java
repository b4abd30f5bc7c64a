package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Confidence;
import io.mailsonde.FindingType;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * What has to come out.
 *
 * @param outcome how the check ends
 * @param reason why, where it is undecided or skipped
 * @param findings every finding with its confidence; each other one is forbidden
 */
record Expected(Class<? extends Outcome> outcome, Optional<Reason> reason, Set<String> findings) {
    static Expected passes(String... notes) {
        return new Expected(Outcome.Passed.class, Optional.empty(), Set.of(notes));
    }

    static Expected fails(String... findings) {
        return new Expected(Outcome.Failed.class, Optional.empty(), Set.of(findings));
    }

    static Expected undecided(Reason reason, String... suspicions) {
        return new Expected(Outcome.Inconclusive.class, Optional.of(reason), Set.of(suspicions));
    }

    static Expected skipped(Reason reason) {
        return new Expected(Outcome.Skipped.class, Optional.of(reason), Set.of());
    }

    static String firm(FindingType<?> type) {
        return type.id() + " " + Confidence.FIRM;
    }

    static String proved(FindingType<?> type) {
        return type.id() + " " + Confidence.CONFIRMED;
    }

    static String suspected(FindingType<?> type) {
        return type.id() + " " + Confidence.TENTATIVE;
    }

    boolean has(FindingType<?> type) {
        return findings.stream().anyMatch(finding -> finding.startsWith(type.id() + " "));
    }

    void check(Outcome came) {
        assertThat(came).as("%s", came).isInstanceOf(outcome);
        if (came instanceof Outcome.Inconclusive undecided) {
            assertThat(reason).as("%s", came).contains(undecided.reason());
        }
        if (came instanceof Outcome.Skipped skipped) {
            assertThat(reason).as("%s", came).contains(skipped.reason());
        }
        assertThat(came.findings())
                .extracting(finding -> finding.id() + " " + finding.confidence())
                .containsExactlyInAnyOrderElementsOf(findings);
    }
}
