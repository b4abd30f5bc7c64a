/** The practices that DNS decides. */
@NullMarked
package io.mailsonde.checks.dns;

import org.jspecify.annotations.NullMarked;
