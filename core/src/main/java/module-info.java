/** The model, the runtime, the wire with its protocol clients, shared probes and evidence. */
@SuppressWarnings("module") // the modules of qualified exports are built later
module io.mailsonde.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.annotation;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires transitive io.netty.transport;
    requires static io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;
    requires static jdk.jfr; // a small runtime image may leave it out
    requires org.dnsjava;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.mailsonde;
    exports io.mailsonde.check;
    exports io.mailsonde.dns;
    exports io.mailsonde.evidence;
    exports io.mailsonde.probes;
    exports io.mailsonde.smtp;
    exports io.mailsonde.wire;
    exports io.mailsonde.witness;
    exports io.mailsonde.internal to
            io.mailsonde.reports,
            io.mailsonde.witness;
    exports io.mailsonde.internal.json to
            io.mailsonde.reports;
}
