/** The assembled plans. */
@NullMarked
package io.mailsonde.audit;

import org.jspecify.annotations.NullMarked;
