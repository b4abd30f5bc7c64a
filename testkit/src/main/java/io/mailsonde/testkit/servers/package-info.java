/**
 * Real DNS servers for tests: NSD and Knot with zones of the test's own, Unbound as the resolver in front of them,
 * and zones signed with DNSSEC that are right or wrong in a chosen way (RFC 4033 to 4035). Real mail servers, too: Postfix
 * and Exim as relays that are closed, open, or open in one way only, and a sink.
 *
 * <p>They run only in the lab, a network namespace in which ports 53 and 25 of every 127.x.y.z are free and from which nothing leaves;
 * a test asks for it with {@link io.mailsonde.testkit.servers.RealServer}.
 */
@NullMarked
package io.mailsonde.testkit.servers;

import org.jspecify.annotations.NullMarked;
