package io.mailsonde.evidence;

import java.time.Duration;
import java.time.Instant;

/**
 * That nothing came: absence is evidence too.
 *
 * @param peer who was silent, as {@code address:port}
 * @param awaited what was waited for, such as {@code "the greeting"}
 * @param at when the wait began
 * @param waited how long we waited
 */
public record Silence(String peer, String awaited, Instant at, Duration waited) implements Evidence {}
