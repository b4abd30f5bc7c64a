/** What went over the wire, kept beside every observation. */
@NullMarked
package io.mailsonde.evidence;

import org.jspecify.annotations.NullMarked;
