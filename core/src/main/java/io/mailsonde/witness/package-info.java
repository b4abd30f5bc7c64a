/**
 * Our own eyes outside: where the mail arrives that a relay should not have sent. The interface stands here; the server is the module
 * {@code io.mailsonde.witness}.
 */
@NullMarked
package io.mailsonde.witness;

import org.jspecify.annotations.NullMarked;
