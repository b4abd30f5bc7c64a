package io.mailsonde.examples.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** {@code --set KEY=VALUE}: what is set for a single check. A setting that nothing asked for is refused rather than dropped. */
final class Settings {
    static final String TRUST_ANCHORS = "dns.trust-anchors";
    static final String FCRDNS_ROLE = "dns.fcrdns.role";

    static final String SERVED_DOMAIN = "smtp.served-domain";
    static final String WITNESS_SMTP_PORTS = "witness.smtp-ports";
    static final String WITNESS_BACKUP_DOMAIN = "witness.mx-backup-domain";

    private static final List<String> KNOWN =
            List.of(TRUST_ANCHORS, FCRDNS_ROLE, SERVED_DOMAIN, WITNESS_SMTP_PORTS, WITNESS_BACKUP_DOMAIN);
    private static final Set<String> LATER = Set.of("witness.http-ports", "host", "credentials");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of a check; may be given again. " + TRUST_ANCHORS
                    + "=FILE|none: DNSSEC trust anchors (DS or DNSKEY records, one a line) instead of the root's. "
                    + FCRDNS_ROLE
                    + "=sending|inbound: whether the host sends mail (the default) or only takes it in. "
                    + SERVED_DOMAIN
                    + "=NAME: a domain that the target takes mail for. " + WITNESS_SMTP_PORTS
                    + "=25,587: further ports of the witness. " + WITNESS_BACKUP_DOMAIN
                    + "=NAME: a domain of yours that names the target as a mail exchanger.")
    private List<String> given = new ArrayList<>();

    private Map<String, String> left = Map.of();

    /** Reads the settings anew; called before any is taken. */
    Settings read() {
        left = new LinkedHashMap<>();
        for (String setting : given) {
            int equals = setting.indexOf('=');
            if (equals < 1 || equals == setting.length() - 1) {
                throw new WrongUse("--set takes KEY=VALUE, not " + Shown.text(setting));
            }
            String key = setting.substring(0, equals);
            if (!KNOWN.contains(key)) {
                throw new WrongUse(unknown(key));
            }
            if (left.put(key, setting.substring(equals + 1)) != null) {
                throw new WrongUse("--set " + key + " is given twice");
            }
        }
        return this;
    }

    private static String unknown(String key) {
        if (LATER.contains(key)) {
            return "--set " + key + " is not there yet; there are " + String.join(", ", KNOWN);
        }
        List<String> near = NearNames.of(key, KNOWN);
        return "--set knows no " + Shown.text(key) + "; there are " + String.join(", ", near.isEmpty() ? KNOWN : near);
    }

    Optional<String> take(String key) {
        return Optional.ofNullable(left.remove(key));
    }

    /** Refuses what nothing has taken. */
    void refuseLeft() {
        left.keySet().stream().findFirst().ifPresent(key -> {
            throw new WrongUse("--set " + key + " has no use here");
        });
    }
}
