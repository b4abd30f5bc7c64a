/**
 * SMTP as a checker needs it (RFC 5321): what a peer really sent, byte for byte and with its times, violations as values, nothing repaired.
 *
 * <p>A probe asks for {@link io.mailsonde.smtp.Smtp#SMTP} to open sessions, for {@link io.mailsonde.smtp.Envelopes#NAMING} to name senders and
 * recipients, for {@link io.mailsonde.smtp.Messages#DELIVERING} to send a message and for {@link io.mailsonde.smtp.Logins#LOGIN} to try
 * credentials; each needs its own consent.
 */
@NullMarked
package io.mailsonde.smtp;

import org.jspecify.annotations.NullMarked;
