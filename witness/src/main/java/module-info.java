/** The server side of our own eyes outside: where the mail arrives that a relay should not have sent. */
module io.mailsonde.witness {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;

    exports io.mailsonde.witness.server;
}
