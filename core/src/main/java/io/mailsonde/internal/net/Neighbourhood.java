package io.mailsonde.internal.net;

import io.mailsonde.Network;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the addresses of one network share: its connections, and whose turn is next. */
final class Neighbourhood<W> {
    final Network network;
    /** Addresses that may be dialled as soon as the network has room, in turn. */
    final Set<Lane<W>> ready = new LinkedHashSet<>();

    int lanes;
    int open;
    int waiting;

    Neighbourhood(Network network) {
        this.network = network;
    }
}
