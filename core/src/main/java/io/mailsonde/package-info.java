/**
 * What a user of Mailsonde types: targets, plans, the auditor that runs them, and the report that comes back.
 *
 * <p>Start at {@link io.mailsonde.Auditor}.
 */
@NullMarked
package io.mailsonde;

import org.jspecify.annotations.NullMarked;
