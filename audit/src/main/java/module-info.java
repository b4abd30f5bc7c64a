/** The assembled plans. */
module io.mailsonde.audit {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires io.mailsonde.checks.dns;
    requires io.mailsonde.checks.smtp;

    exports io.mailsonde.audit;
}
