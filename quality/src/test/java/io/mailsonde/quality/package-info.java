/** The rules of the house, as tests: what may depend on what, what no class may do, and what each source file looks like. */
@NullMarked
package io.mailsonde.quality;

import org.jspecify.annotations.NullMarked;
