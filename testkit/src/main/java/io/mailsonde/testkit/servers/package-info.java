/**
 * Real DNS servers for tests: NSD and Knot with zones of the test's own, Unbound as the resolver in front of them,
 * and zones signed with DNSSEC that are right or wrong in a chosen way (RFC 4033 to 4035).
 *
 * <p>They run only in the lab, a network namespace in which every 127.x.y.z:53 is free and from which nothing leaves;
 * a test asks for it with {@link io.mailsonde.testkit.servers.RealServer}.
 */
@NullMarked
package io.mailsonde.testkit.servers;

import org.jspecify.annotations.NullMarked;
