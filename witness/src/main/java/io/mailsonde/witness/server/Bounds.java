package io.mailsonde.witness.server;

import java.time.Duration;

/**
 * What clients may take of the server.
 *
 * @param idle how long a client may say nothing
 * @param session how long a connection may last
 * @param linger how long a connection may stay open after the last reply
 * @param connections how many at once
 * @param perAddress how many at once from one address
 * @param tickets how many may be open
 */
record Bounds(Duration idle, Duration session, Duration linger, int connections, int perAddress, int tickets) {
    static final Bounds DEFAULT =
            new Bounds(Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofSeconds(2), 500, 20, 100_000);
}
