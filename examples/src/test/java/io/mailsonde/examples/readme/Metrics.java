package io.mailsonde.examples.readme;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.Scope;
import io.mailsonde.checks.dns.fcrdns.Fcrdns;
import io.mailsonde.micrometer.AuditMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Meters of an auditor. */
final class Metrics {
    private Metrics() {}

    public static void main(String[] arguments) throws InterruptedException {
        // region Metrics
        SimpleMeterRegistry registry = new SimpleMeterRegistry(); // or the one of your framework
        AuditMetrics metrics = AuditMetrics.of(registry);
        try (Auditor auditor =
                Auditor.builder(Scope.dnsOnly()).listener(metrics).build()) {
            auditor.run(Fcrdns.check(), HostAddress.of("192.0.2.25")).await();
        }
        System.out.println(registry.getMetersAsString());
        // endregion
    }
}
