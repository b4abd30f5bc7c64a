/** The only way out: every question and every connection of a probe passes here, where scope, consent, budgets, deadlines and evidence are applied. */
@NullMarked
package io.mailsonde.wire;

import org.jspecify.annotations.NullMarked;
