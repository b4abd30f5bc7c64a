/** Mailsonde and its peers, side by side. */
@NullMarked
package io.mailsonde.benchmarks;

import org.jspecify.annotations.NullMarked;
