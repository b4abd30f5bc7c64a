/** The practices that talking SMTP decides. */
module io.mailsonde.checks.smtp {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;

    exports io.mailsonde.checks.smtp;
    exports io.mailsonde.checks.smtp.callout;
    exports io.mailsonde.checks.smtp.relay;
}
