package io.mailsonde.checks.smtp.relay;

import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.util.List;
import java.util.Optional;

/** What we may do, where we stand, and who listens for what arrives. */
enum Stance {
    /** The usual: messages are allowed, and a witness listens. */
    DELIVERING(Consent.DELIVER),
    /** As usual, and logins may be tried. */
    LOGGING_IN(Consent.DELIVER),
    /** The witness knows a domain that names the host as a mail exchanger. */
    BACKED_UP(Consent.DELIVER),
    /** Messages are allowed, and no witness listens. */
    UNWITNESSED(Consent.DELIVER),
    /** Recipients may be named, messages not sent. */
    NAMING(Consent.NAME),
    /** We stand in the host's own network. */
    NEARBY(Consent.DELIVER),
    /** The host has an IPv6 address: that of the loopback, which is ours as well. */
    IPV6(Consent.DELIVER),
    /** We may connect, and name nobody. */
    CONNECTING(Consent.CONNECT),
    /** The host is not ours. */
    OUT_OF_SCOPE(Consent.DELIVER);

    static final String BACKUP = "backup.example";

    private final Consent consent;

    Stance(Consent consent) {
        this.consent = consent;
    }

    /** Whether anything is asked. */
    boolean looks() {
        return this != CONNECTING && this != OUT_OF_SCOPE;
    }

    /** An auditor of this stance; close it. */
    Auditor auditor(ScriptedDns dns, EmbeddedWitness usual, EmbeddedWitness backup, OurSockets sockets) {
        String networks = this == OUT_OF_SCOPE ? "192.0.2.0/24" : this == IPV6 ? "::1/128" : "127.0.0.0/8";
        Identity identity = new Identity(
                "probe.example",
                "probe.example",
                "postmaster@probe.example",
                Optional.of(IpAddresses.parse(this == NEARBY ? "127.0.1.250" : "127.0.9.1")),
                Optional.empty());
        Consent[] consents =
                this == LOGGING_IN ? new Consent[] {consent, Consent.CREDENTIALS} : new Consent[] {consent};
        Auditor.Builder builder = Auditor.builder(Scope.networks(networks).consentingTo(consents))
                .dnsServers(dns.address())
                .eventLoopGroup(sockets.group())
                .trustAnchors(List.of())
                .limits(Limits.lifted())
                .identity(identity);
        if (this != UNWITNESSED) {
            builder.witness(this == BACKED_UP ? backup : usual);
        }
        return builder.build();
    }
}
