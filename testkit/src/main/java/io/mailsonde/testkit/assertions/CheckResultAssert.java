package io.mailsonde.testkit.assertions;

import io.mailsonde.CheckResult;
import io.mailsonde.Outcome;
import java.util.List;

/** Assertions about one result; see {@link MailsondeAssertions#assertThat(CheckResult)}. */
public final class CheckResultAssert extends JudgedAssert<CheckResultAssert, CheckResult> {
    CheckResultAssert(CheckResult actual) {
        super(actual, CheckResultAssert.class);
    }

    @Override
    List<Outcome> outcomes() {
        return List.of(actual.outcome());
    }

    @Override
    String subject() {
        return Explanation.name(actual);
    }

    @Override
    String explanation() {
        return new Explanation().result(actual).text();
    }
}
