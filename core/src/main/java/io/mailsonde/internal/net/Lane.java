package io.mailsonde.internal.net;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is remembered of one address while somebody waits for it, is connected to it, or was a moment ago. */
final class Lane<W> {
    /** Stands for "at no time". */
    static final long NEVER = Long.MAX_VALUE;

    final InetAddress address;
    final Neighbourhood<W> neighbourhood;
    /** Tells lanes of the same wake time apart. */
    final long serial;

    final Set<W> waiting = new LinkedHashSet<>();
    int open;
    /** Before this no new connection begins. */
    long nextAt;
    /** The peer said that it is too much. */
    boolean cool;
    /** Until then a complaint is remembered even if nobody asks for the address. */
    long coolUntil;
    /** When time alone changes something here; {@link #NEVER} if it does not. */
    long wakeAt = NEVER;

    Lane(InetAddress address, Neighbourhood<W> neighbourhood, long serial, long now) {
        this.address = address;
        this.neighbourhood = neighbourhood;
        this.serial = serial;
        nextAt = now;
        coolUntil = now;
    }

    W first() {
        return waiting.iterator().next();
    }
}
