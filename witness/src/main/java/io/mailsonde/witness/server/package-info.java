/**
 * The witness as a server inside this process. It listens and never dials; what it accepts is only mail for addresses that it issued itself
 * ({@link io.mailsonde.witness.Witness} is what checks see of it).
 */
@NullMarked
package io.mailsonde.witness.server;

import org.jspecify.annotations.NullMarked;
