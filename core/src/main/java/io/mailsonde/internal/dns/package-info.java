/** The DNS client: dnsjava's messages over our own Netty transport. */
@NullMarked
package io.mailsonde.internal.dns;

import org.jspecify.annotations.NullMarked;
