/**
 * A scripted SMTP server for tests, laboratories and load: it serves honestly as its personality says, and misbehaves where a script says so.
 * It is written on the JDK alone and shares no code with any SMTP client, so that a client's mistake cannot hide in both.
 *
 * <p>{@link io.mailsonde.testkit.smtp.ScriptedSmtp} is the server, {@link io.mailsonde.testkit.smtp.Personality} what it accepts and refuses,
 * {@link io.mailsonde.testkit.smtp.Effect} what can go wrong, {@link io.mailsonde.testkit.smtp.Session} what it saw.
 *
 * <p>Octets are texts of ISO 8859-1 here: one character for each octet.
 */
@NullMarked
package io.mailsonde.testkit.smtp;

import org.jspecify.annotations.NullMarked;
