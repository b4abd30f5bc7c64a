/** The model, the runtime, the wire with its protocol clients, shared probes and evidence. */
module io.mailsonde.core {
    requires static transitive org.jspecify;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires org.dnsjava;
    requires tools.jackson.databind;

    exports io.mailsonde;
    exports io.mailsonde.check;
    exports io.mailsonde.dns;
    exports io.mailsonde.evidence;
}
