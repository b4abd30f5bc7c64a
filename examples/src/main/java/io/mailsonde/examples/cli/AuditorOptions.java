package io.mailsonde.examples.cli;

import io.mailsonde.AuditListener;
import io.mailsonde.Auditor;
import io.mailsonde.Consent;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.Network;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what may be touched, how hard, through which resolver and in whose name. */
final class AuditorOptions {
    private static final Pattern MAILBOX = Pattern.compile("[!-?A-~]+@[^@\\p{Cntrl}\\s]+");
    private static final int DNS_PORT = 53;
    private static final long MAX_ANCHOR_BYTES = 1 << 20;
    private static final String NOBODY = "mailsonde.invalid";

    /** The budgets that {@code --limits} names. */
    enum Pressure {
        GENTLE,
        LIFTED
    }

    @Option(
            names = "--dns",
            paramLabel = "ADDR:PORT",
            description = "The recursive resolver to ask; the system's where left out.")
    private @Nullable String dns;

    @Option(
            names = "--scope",
            paramLabel = "CIDR,DOMAIN…",
            split = ",",
            hideParamSyntax = true,
            description = "Networks and domains that you answer for. Without it only the DNS is asked.")
    private List<String> scope = new ArrayList<>();

    @Option(
            names = "--consent",
            paramLabel = "CONSENT…",
            split = ",",
            hideParamSyntax = true,
            description = "What the owner allows: connect, name, deliver, credentials, local, or all.")
    private List<String> consent = new ArrayList<>();

    @Option(
            names = "--limits",
            paramLabel = "gentle|lifted",
            description = "How hard to press: gentle (the default), or lifted, for your own test networks.")
    private Pressure limits = Pressure.GENTLE;

    @Option(names = "--helo", paramLabel = "NAME", description = "The name that we greet with.")
    private @Nullable String helo;

    @Option(
            names = "--contact",
            paramLabel = "MAIL",
            description = "A mail address at which somebody answers for the probes.")
    private @Nullable String contact;

    @Option(
            names = "--source",
            paramLabel = "ADDR",
            description = "The address to connect from; may be given again for the other family.")
    private List<String> source = new ArrayList<>();

    /**
     * An auditor as the options want it.
     *
     * @param settings the settings of checks, of which the trust anchors are taken
     * @param witness of which the domain of our envelope addresses is taken
     * @param listener who is told of progress
     * @return a builder, which others may go on with
     * @throws WrongUse if an option cannot be read
     */
    Auditor.Builder builder(Settings settings, WitnessOptions witness, AuditListener listener) {
        Identity own = identity();
        Auditor.Builder builder = Auditor.builder(scope())
                .limits(limits == Pressure.GENTLE ? Limits.gentle() : Limits.lifted())
                .identity(witness.domain().map(own::writingFrom).orElse(own))
                .listener(listener)
                .nativeTransport();
        if (dns != null) {
            builder.dnsServers(Addresses.parse("--dns", dns, DNS_PORT));
        }
        settings.take(Settings.TRUST_ANCHORS).ifPresent(from -> anchors(builder, from));
        return builder;
    }

    private Scope scope() {
        List<Network> networks = new ArrayList<>();
        List<String> domains = new ArrayList<>();
        for (String part : scope) {
            if (part.indexOf('/') >= 0 || IpAddresses.isLiteral(part)) {
                networks.add(WrongUse.unless("--scope", () -> Network.parse(part)));
            } else {
                domains.add(part);
            }
        }
        Set<Consent> consents = consents();
        return WrongUse.unless("--scope", () -> new Scope(networks, domains, consents));
    }

    private Set<Consent> consents() {
        EnumSet<Consent> all = EnumSet.noneOf(Consent.class);
        for (String word : consent) {
            if (word.equalsIgnoreCase("all")) {
                all.addAll(EnumSet.allOf(Consent.class));
            } else {
                all.add(Arrays.stream(Consent.values())
                        .filter(known -> known.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow(() -> new WrongUse("--consent knows no " + Shown.text(word) + "; there are "
                                + Consent.text(EnumSet.allOf(Consent.class)) + " and all")));
            }
        }
        return all;
    }

    private Identity identity() {
        String name = helo == null ? NOBODY : helo;
        String mailbox = contact == null ? "postmaster@" + NOBODY : contact;
        if (!MAILBOX.matcher(mailbox).matches()) {
            throw new WrongUse("--contact takes a mail address, not " + Shown.text(mailbox));
        }
        Identity identity = WrongUse.unless("--helo", () -> Identity.of(name, mailbox));
        for (String literal : source) {
            InetAddress address = WrongUse.unless("--source", () -> IpAddresses.parse(literal));
            if (identity.sourceFor(address).isPresent()) {
                throw new WrongUse("--source has two addresses of one family; give one of each at most");
            }
            identity = identity.from(address);
        }
        return identity;
    }

    private static void anchors(Auditor.Builder builder, String from) {
        if (from.toLowerCase(Locale.ROOT).equals("none")) {
            builder.trustAnchors(List.of());
            return;
        }
        String place = "--set " + Settings.TRUST_ANCHORS;
        List<String> records = records(place, Path.of(from));
        if (records.isEmpty()) {
            throw new WrongUse(place + ": " + Shown.text(from) + " has no records; for no validation write none");
        }
        Object unused = WrongUse.unless(place, () -> builder.trustAnchors(records));
    }

    private static List<String> records(String place, Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_ANCHOR_BYTES) {
                throw new WrongUse(place + ": " + Shown.text(file.toString())
                        + " is not a file of trust anchors; name one, or write none");
            }
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                    .toList();
        } catch (IOException e) {
            throw new WrongUse(place + ": " + Shown.text(file.toString()) + " cannot be read: " + e.getMessage());
        }
    }
}
