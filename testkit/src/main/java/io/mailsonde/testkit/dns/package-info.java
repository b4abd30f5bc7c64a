/**
 * A scripted DNS server for tests, laboratories and load: it answers honestly from the records that it was given, and misbehaves where a
 * script says so. It is written on the JDK alone and shares no code with any DNS client, so that a client's mistake cannot hide in both.
 *
 * <p>{@link io.mailsonde.testkit.dns.ScriptedDns} is the server, {@link io.mailsonde.testkit.dns.Zone} what it knows,
 * {@link io.mailsonde.testkit.dns.Effect} what can go wrong, {@link io.mailsonde.testkit.dns.Question} what it was asked.
 */
@NullMarked
package io.mailsonde.testkit.dns;

import org.jspecify.annotations.NullMarked;
