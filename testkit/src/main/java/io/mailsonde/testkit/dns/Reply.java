package io.mailsonde.testkit.dns;

/** The way back to whoever asked one question. Every thread may use it; once the client or the server is gone, nothing happens. */
interface Reply {
    /** Sends a message; the buffer is free again on return. */
    void send(byte[] buffer, int length);

    default void send(byte[] message) {
        send(message, message.length);
    }
}
