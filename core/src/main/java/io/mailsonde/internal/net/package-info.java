/**
 * TCP behind the wire: asks the scope, waits for the budgets that all runs share, dials, and records what is said.
 *
 * <p>{@link io.mailsonde.internal.net.Dialer} is the way in. {@link io.mailsonde.internal.net.Budget} holds the arithmetic of politeness and knows
 * neither threads nor clocks.
 */
@NullMarked
package io.mailsonde.internal.net;

import org.jspecify.annotations.NullMarked;
