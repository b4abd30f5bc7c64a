/**
 * The DNS client: dnsjava's messages and DNSSEC validation over datagrams and connections of our own, with failover, retries within a budget, a cache,
 * and typed answers. {@link io.mailsonde.internal.dns.DnsClient} is its door.
 */
@NullMarked
package io.mailsonde.internal.dns;

import org.jspecify.annotations.NullMarked;
