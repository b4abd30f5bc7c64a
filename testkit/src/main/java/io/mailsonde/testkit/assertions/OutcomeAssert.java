package io.mailsonde.testkit.assertions;

import io.mailsonde.Outcome;
import java.util.List;

/** Assertions about an outcome; see {@link MailsondeAssertions#assertThat(Outcome)}. */
public final class OutcomeAssert extends JudgedAssert<OutcomeAssert, Outcome> {
    OutcomeAssert(Outcome actual) {
        super(actual, OutcomeAssert.class);
    }

    @Override
    List<Outcome> outcomes() {
        return List.of(actual);
    }

    @Override
    String subject() {
        return "the outcome";
    }

    @Override
    String explanation() {
        return new Explanation().outcome("it", actual).text();
    }
}
