package io.mailsonde.internal.dns;

import org.jspecify.annotations.Nullable;

/** One question that waits for its turn to travel in a datagram, or is on its way. Confined to the client's event loop. */
final class Flight {
    /** Who is told. At most one of the last four is called, once. */
    interface Listener {
        /** The datagram has left. */
        void sent();

        /**
         * The reply has come.
         *
         * @param message at least {@link WireQuery#HEADER} bytes, with the id and the question of this flight
         * @param cut whether it filled our buffer, so that its end may be missing
         */
        void landed(byte[] message, boolean cut);

        /** The server's machine says that nobody listens on the port. */
        void portClosed();

        /** Too many forged or stray datagrams came in on the socket: nothing that it delivers is to be trusted. */
        void flooded();

        /** This machine could not send it. */
        void unsendable(Throwable cause);
    }

    final WireQuery query;
    final Listener listener;

    @Nullable
    UdpSocket socket;

    int id = -1;
    long sentAt;
    boolean inBurst;

    Flight(WireQuery query, Listener listener) {
        this.query = query;
        this.listener = listener;
    }
}
