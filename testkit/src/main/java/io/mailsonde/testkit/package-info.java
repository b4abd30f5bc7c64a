/** Scripted servers, a JUnit extension and assertions for testing checks and mail products. */
@NullMarked
package io.mailsonde.testkit;

import org.jspecify.annotations.NullMarked;
