/** The command line. */
@NullMarked
package io.mailsonde.examples.cli;

import org.jspecify.annotations.NullMarked;
