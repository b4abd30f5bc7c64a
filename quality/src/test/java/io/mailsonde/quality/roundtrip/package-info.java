/** Everything that is stored reads back equal: observations, the arguments of findings, evidence and targets, whatever a peer made them hold. */
@NullMarked
package io.mailsonde.quality.roundtrip;

import org.jspecify.annotations.NullMarked;
