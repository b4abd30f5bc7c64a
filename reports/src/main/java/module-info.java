/** Writers that turn a report into text, JSON and the formats of other tools. */
module io.mailsonde.reports {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires tools.jackson.databind;

    exports io.mailsonde.reports;
}
