package io.mailsonde.testkit.smtp;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What all sessions of a server share. A session keeps the personality that it began with. */
final class Setup {
    private final Scripts scripts = new Scripts();
    private final Problems problems = new Problems();
    private final Deliveries deliveries;
    private volatile Personality personality = Personalities.closed("example.org");
    private volatile @Nullable SSLContext starttls;
    private volatile @Nullable SSLContext implicit;
    private volatile boolean closing;

    Setup(String threadName) {
        deliveries = new Deliveries(threadName, problems);
    }

    Scripts scripts() {
        return scripts;
    }

    Problems problems() {
        return problems;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Personality personality() {
        return personality;
    }

    void setPersonality(Personality next) {
        personality = next;
    }

    @Nullable
    SSLContext starttls() {
        return starttls;
    }

    void setStarttls(SSLContext context) {
        starttls = context;
    }

    @Nullable
    SSLContext implicit() {
        return implicit;
    }

    void setImplicit(SSLContext context) {
        implicit = context;
    }

    boolean closing() {
        return closing;
    }

    void close() {
        closing = true;
    }
}
