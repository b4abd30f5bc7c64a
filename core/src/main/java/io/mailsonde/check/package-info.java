/** What an author of checks types: probes that look and judge nothing, views on what they saw, and checks that judge it and touch nothing. */
@NullMarked
package io.mailsonde.check;

import org.jspecify.annotations.NullMarked;
