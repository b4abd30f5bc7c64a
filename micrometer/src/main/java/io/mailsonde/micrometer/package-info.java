/** Meters of runs, looks, checks and findings, for Micrometer. */
@NullMarked
package io.mailsonde.micrometer;

import org.jspecify.annotations.NullMarked;
