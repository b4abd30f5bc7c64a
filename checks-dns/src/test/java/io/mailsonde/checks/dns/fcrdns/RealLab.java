package io.mailsonde.checks.dns.fcrdns;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.HostAddress;
import io.mailsonde.Outcome;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Addresses of the lab, and the check run against a server there. */
final class RealLab {
    static final String ROOT = "127.0.0.53";
    static final String CHILD = "127.0.0.54";
    static final String RESOLVER = "127.0.0.56";

    /** Nobody listens here. */
    static final String NOBODY = "127.0.0.58";

    private RealLab() {}

    static InetSocketAddress dns(String address) {
        return new InetSocketAddress(IpAddresses.parse(address), 53);
    }

    static CheckResult check(String server, List<String> anchors, String address) throws InterruptedException {
        try (Auditor auditor = Auditor.builder(Scope.dnsOnly())
                .dnsServers(dns(server))
                .trustAnchors(anchors)
                .build()) {
            return auditor.run(Fcrdns.check(), HostAddress.of(address))
                    .within(Duration.ofSeconds(60))
                    .await()
                    .results()
                    .get(0);
        }
    }

    static CheckResult check(String server, String address) throws InterruptedException {
        return check(server, List.of(), address);
    }

    static List<String> findings(Outcome outcome) {
        return outcome.findings().stream()
                .map(finding -> finding.id().substring(finding.id().indexOf('/') + 1))
                .toList();
    }
}
