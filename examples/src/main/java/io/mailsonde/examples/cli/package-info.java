/**
 * The command line: {@link io.mailsonde.examples.cli.Mailsonde}. One class for each command; options that several commands take are classes of
 * their own. What the command promises to other programs is in {@link io.mailsonde.examples.cli.Mailsonde#run}: the report alone on standard
 * output, everything else on standard error, and four exit codes.
 */
@NullMarked
package io.mailsonde.examples.cli;

import org.jspecify.annotations.NullMarked;
