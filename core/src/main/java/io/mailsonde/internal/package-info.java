/** Small helpers of the runtime. */
@NullMarked
package io.mailsonde.internal;

import org.jspecify.annotations.NullMarked;
