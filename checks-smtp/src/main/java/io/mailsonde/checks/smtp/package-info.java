/** The practices that talking SMTP decides. */
@NullMarked
package io.mailsonde.checks.smtp;

import org.jspecify.annotations.NullMarked;
