/** Meters of runs, looks, checks and findings, for Micrometer. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer names its module in the manifest only
module io.mailsonde.micrometer {
    requires static org.jspecify;
    requires transitive io.mailsonde.core;
    requires transitive micrometer.core;

    exports io.mailsonde.micrometer;
}
