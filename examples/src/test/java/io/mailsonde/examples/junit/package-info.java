/** A gate for one's own mail host in one's own build: a test that fails as soon as the host's DNS no longer keeps the practice. */
@NullMarked
package io.mailsonde.examples.junit;

import org.jspecify.annotations.NullMarked;
