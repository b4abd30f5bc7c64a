package io.mailsonde.checks.smtp.relay;

import java.net.InetSocketAddress;

/**
 * Where a host may send messages on.
 *
 * @param witness where they arrive
 * @param smarthost another host, which relays to the witness
 */
record Beyond(InetSocketAddress witness, InetSocketAddress smarthost) {}
