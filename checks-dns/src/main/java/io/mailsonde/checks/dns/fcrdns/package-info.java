/**
 * Forward-confirmed reverse DNS: the address of a mail host has a name, and that name leads back to the address.
 *
 * <p>Many receivers refuse or distrust a host without it: a machine whose owner cannot name it is more often a hijacked one. The procedure is
 * <em>iprev</em> of RFC 8601, section 3: ask for the PTR records of the address, ask for the A and AAAA records of each name, and pass if any of
 * them is the address. The names need not equal anything else, such as the HELO name. RFC 1912, section 2.1, asks every address to have a matching
 * PTR; RFC 2317 puts an alias into the reverse tree of small networks; RFC 2181, section 10.2, wants the PTR to name a host and not an alias.
 */
@NullMarked
package io.mailsonde.checks.dns.fcrdns;

import org.jspecify.annotations.NullMarked;
