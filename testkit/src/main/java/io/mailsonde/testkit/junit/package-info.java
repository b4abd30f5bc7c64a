/**
 * JUnit 5 extensions: {@link io.mailsonde.testkit.junit.MailAudit} runs checks in a product's own tests,
 * {@link io.mailsonde.testkit.junit.MailsondeExtension} hands servers and auditors to tests of checks and lets nothing be left behind.
 */
@NullMarked
package io.mailsonde.testkit.junit;

import org.jspecify.annotations.NullMarked;
