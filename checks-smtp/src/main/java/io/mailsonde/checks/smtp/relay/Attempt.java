package io.mailsonde.checks.smtp.relay;

/**
 * A form filled in.
 *
 * @param form the form
 * @param helo what to greet with; empty for our own name
 * @param sender what follows {@code MAIL FROM:}
 * @param recipient what follows {@code RCPT TO:}
 * @param target the address behind the recipient
 */
record Attempt(RelayForm form, String helo, String sender, String recipient, Foreign.Recipient target) {}
