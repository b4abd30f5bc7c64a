package io.mailsonde.examples.cli;

import io.mailsonde.dns.DnsNames;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the witness that lives as long as the command. */
final class WitnessOptions {
    private static final int SMTP_PORT = 25;

    @Option(
            names = "--witness",
            paramLabel = "ADDR[:PORT]",
            description =
                    "Where the command's own witness listens for SMTP while it runs, as the targets reach it (port 25 where left out).")
    private @Nullable String witness;

    @Option(
            names = "--witness-domain",
            paramLabel = "NAME",
            description =
                    "The domain whose MX, and that of the names below it, leads there; probes take their addresses from it.")
    private @Nullable String domain;

    /** The domain of our envelope addresses, if one is named. */
    Optional<String> domain() {
        String named = domain;
        return named == null
                ? Optional.empty()
                : Optional.of(WrongUse.unless("--witness-domain", () -> DnsNames.hostname(named)));
    }

    /**
     * Starts the witness, if one is wanted.
     *
     * @param settings of which {@code witness.smtp-ports} and {@code witness.mx-backup-domain} are taken
     * @return the witness, to be closed
     * @throws WrongUse if an option cannot be read, or the address cannot be had
     */
    Optional<EmbeddedWitness> start(Settings settings) {
        Optional<String> ports = settings.take(Settings.WITNESS_SMTP_PORTS);
        Optional<String> backup = settings.take(Settings.WITNESS_BACKUP_DOMAIN);
        if (witness == null) {
            if (ports.isPresent() || backup.isPresent()) {
                throw new WrongUse("--set witness.… needs a witness: give --witness ADDR[:PORT]");
            }
            return Optional.empty();
        }
        String name = domain().orElseThrow(() ->
                new WrongUse("--witness needs --witness-domain NAME, the domain whose MX leads to the witness"));
        InetSocketAddress first = Addresses.parse("--witness", witness, SMTP_PORT);
        List<InetSocketAddress> all = new ArrayList<>(List.of(first));
        ports.ifPresent(list -> ports(list).stream()
                .map(port -> new InetSocketAddress(first.getAddress(), port))
                .filter(address -> !all.contains(address))
                .forEach(all::add));
        EmbeddedWitness.Builder builder = EmbeddedWitness.builder(name).listen(all.toArray(InetSocketAddress[]::new));
        backup.ifPresent(wanted -> WrongUse.unless(
                "--set " + Settings.WITNESS_BACKUP_DOMAIN, () -> builder.mxBackupDomain(DnsNames.hostname(wanted))));
        try {
            return Optional.of(builder.start());
        } catch (RuntimeException e) {
            throw new WrongUse("--witness: " + e.getMessage());
        }
    }

    private static List<Integer> ports(String list) {
        List<Integer> ports = new ArrayList<>();
        for (String word : list.split(",", -1)) {
            ports.add(Addresses.port("--set " + Settings.WITNESS_SMTP_PORTS, word));
        }
        return ports;
    }
}
