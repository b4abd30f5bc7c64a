/** Typed DNS: questions, answers that keep "there is none" apart from "could not tell" (RFC 1035, RFC 2308), and the client that probes are handed. */
@NullMarked
package io.mailsonde.dns;

import org.jspecify.annotations.NullMarked;
