/** Scripted servers, a JUnit extension and assertions for testing checks and mail products. */
module io.mailsonde.testkit {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.transport;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires static org.junit.platform.launcher;

    exports io.mailsonde.testkit.assertions;
    exports io.mailsonde.testkit.dns;
    exports io.mailsonde.testkit.junit;
    exports io.mailsonde.testkit.servers;
    exports io.mailsonde.testkit.smtp;

    provides org.junit.platform.launcher.LauncherSessionListener with
            io.mailsonde.testkit.internal.EarlyLeakDetection;
}
