/** Looks that several checks judge: the mail hosts of a domain, the addresses of a name. */
@NullMarked
package io.mailsonde.probes;

import org.jspecify.annotations.NullMarked;
