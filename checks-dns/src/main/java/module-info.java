/** The practices that DNS decides. */
module io.mailsonde.checks.dns {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
}
