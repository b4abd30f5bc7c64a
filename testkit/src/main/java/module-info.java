/** Scripted servers, a JUnit extension and assertions for testing checks and mail products. */
module io.mailsonde.testkit {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.mailsonde.testkit.dns;
    exports io.mailsonde.testkit.servers;
}
