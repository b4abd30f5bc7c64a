/** Events for JDK Flight Recorder, on virtual machines that have it. */
@NullMarked
package io.mailsonde.internal.jfr;

import org.jspecify.annotations.NullMarked;
