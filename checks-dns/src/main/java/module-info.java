/** The practices that DNS decides. */
module io.mailsonde.checks.dns {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;

    exports io.mailsonde.checks.dns;
    exports io.mailsonde.checks.dns.fcrdns;
}
