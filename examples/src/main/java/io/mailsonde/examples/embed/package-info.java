/** Mailsonde inside another server: clients are judged while they connect, and nobody waits. */
@NullMarked
package io.mailsonde.examples.embed;

import org.jspecify.annotations.NullMarked;
