/** The runtime behind the auditor: runs, looks that are shared, and the wire that each look is handed. */
@NullMarked
package io.mailsonde.internal.run;

import org.jspecify.annotations.NullMarked;
