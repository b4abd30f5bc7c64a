/** Practice 11: a mail host does not verify senders by callouts (SAV). */
@NullMarked
package io.mailsonde.checks.smtp.callout;

import org.jspecify.annotations.NullMarked;
