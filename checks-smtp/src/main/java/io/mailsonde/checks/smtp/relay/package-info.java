/**
 * Close open relays (practice 9): a mail host takes mail from anybody only for those whom it serves (RFC 5321, sections 3.6 and 7.9; RFC 2505,
 * section 2.1; RFC 5068; RFC 6409, section 4.3).
 *
 * <p>Whether it relays for strangers is tried with many forms of a foreign address, since hosts differ in what they make of them. A 2xx to RCPT is
 * a sign at most: some hosts refuse later, discard, or take everything and deliver nothing. The proof is a message that arrives at our own
 * witness; and a refusal says something only where the same host, over the same channel, takes mail for its own postmaster.
 */
@NullMarked
package io.mailsonde.checks.smtp.relay;

import org.jspecify.annotations.NullMarked;
