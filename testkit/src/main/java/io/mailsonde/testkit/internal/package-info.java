/** How the testkit sees leaked buffers; not exported. */
@NullMarked
package io.mailsonde.testkit.internal;

import org.jspecify.annotations.NullMarked;
