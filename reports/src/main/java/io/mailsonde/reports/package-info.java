/** Writers that turn a report into text, JSON and the formats of other tools. */
@NullMarked
package io.mailsonde.reports;

import org.jspecify.annotations.NullMarked;
