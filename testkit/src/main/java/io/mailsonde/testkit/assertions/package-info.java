/**
 * AssertJ assertions for reports, results and outcomes. Undecided is never passed, and a failure says what was seen.
 *
 * <p>Start at {@link io.mailsonde.testkit.assertions.MailsondeAssertions}.
 */
@NullMarked
package io.mailsonde.testkit.assertions;

import org.jspecify.annotations.NullMarked;
