/** What the README shows: a test compares its samples with the regions of these files, and another runs them. */
@NullMarked
package io.mailsonde.examples.readme;

import org.jspecify.annotations.NullMarked;
