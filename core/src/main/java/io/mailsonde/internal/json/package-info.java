/** Records as JSON and back, by Jackson. */
@NullMarked
package io.mailsonde.internal.json;

import org.jspecify.annotations.NullMarked;
