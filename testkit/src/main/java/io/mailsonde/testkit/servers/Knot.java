package io.mailsonde.testkit.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Knot DNS, an authoritative name server that signs zones by itself (ECDSA P-256, NSEC, one key for each zone).
 *
 * <pre>{@code
 * try (Knot knot = Knot.at("127.0.0.54").signing(zone).start()) {
 *     String anchor = knot.key("example.org").ds();
 * }
 * }</pre>
 */
public final class Knot implements AutoCloseable {

    private static final int KEY_SIGNING_KEY = 257;
    private static final Duration ONE_ANSWER = Duration.ofSeconds(5);

    private final ServerProcess process;

    private Knot(ServerProcess process) {
        this.process = process;
    }

    /**
     * Begins with where Knot will listen, on port 53.
     *
     * @param addresses one or more addresses of the lab, IPv4 or IPv6
     * @return a builder without zones
     */
    public static Builder at(String... addresses) {
        return new Builder(List.of(addresses));
    }

    /**
     * The key with which Knot signs a zone.
     *
     * @param zone the name of one of the zones given to {@link Builder#signing}
     * @return the key, for the parent zone or as a trust anchor
     * @throws IllegalStateException when the zone is not signed, or the answer does not come within 5 s
     */
    public ZoneKey key(String zone) {
        String origin = ZoneText.complete(zone);
        RawDns.Question question = new RawDns.Question(origin, RawDns.TYPE_DNSKEY);
        return RawDns.ask(process.address(), question, ONE_ANSWER)
                .flatMap(reply -> reply.answers().stream()
                        .map(rdata -> ZoneKey.ofRdata(origin, rdata))
                        .filter(key -> key.flags() == KEY_SIGNING_KEY)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("Knot has no DNSKEY for " + origin));
    }

    /**
     * The end of what Knot has logged, for a failing test's message.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /** Stops Knot and deletes its files. Returns when its port is free again; at most after 10 s. */
    @Override
    public void close() {
        process.close();
    }

    /** What Knot will be. Not thread-safe. */
    public static final class Builder {

        private final List<String> addresses;
        private final StringBuilder sections = new StringBuilder("zone:\n");
        private final List<Zone> zones = new ArrayList<>();
        private final List<DnsSign> signs = new ArrayList<>();

        private Builder(List<String> addresses) {
            this.addresses = addresses;
        }

        /**
         * Adds zones that are served as they are.
         *
         * @param more zones with names different from each other
         * @return this builder
         */
        public Builder serving(Zone... more) {
            for (Zone zone : more) {
                add(zone, "");
                signs.add(new DnsSign(
                        new RawDns.Question(zone.origin(), RawDns.TYPE_SOA),
                        reply -> reply.rcode() == RawDns.NOERROR && reply.authoritative(),
                        false));
            }
            return this;
        }

        /**
         * Adds zones that Knot signs.
         *
         * @param more zones with names different from each other
         * @return this builder
         */
        public Builder signing(Zone... more) {
            for (Zone zone : more) {
                add(zone, "    dnssec-signing: on\n    dnssec-policy: one-key\n");
                signs.add(new DnsSign(
                        new RawDns.Question(zone.origin(), RawDns.TYPE_DNSKEY),
                        reply -> reply.authoritative() && !reply.answers().isEmpty(),
                        false));
            }
            return this;
        }

        /**
         * Starts Knot.
         *
         * @return the server, answering for all its zones on all its addresses
         * @throws IllegalStateException outside the lab, when an address is taken, or when Knot does not answer
         *     within 30 s; with the end of its log
         */
        public Knot start() {
            Program knotd = Program.of("knot");
            String executable = knotd.require().toString();
            WorkDirectory directory = WorkDirectory.create("knot");
            for (int i = 0; i < zones.size(); i++) {
                directory.write("zone" + i, zones.get(i).text());
            }
            String configuration = directory
                    .write("knot.conf", serverSection(directory) + sections)
                    .toString();
            return new Knot(DnsSign.start(directory, addresses, signs, List.of(executable, "-c", configuration)));
        }

        private void add(Zone zone, String signing) {
            sections.append("  - domain: \"%s\"\n    file: \"zone%d\"\n    zonefile-sync: -1\n%s"
                    .formatted(zone.origin(), zones.size(), signing));
            zones.add(zone);
        }

        private String serverSection(WorkDirectory directory) {
            // By default Knot maps 20 GiB for journals, which a limit of address space may forbid.
            return """
                    server:
                        rundir: "%1$s"
                        listen: [ %2$s ]
                        udp-workers: 1
                        tcp-workers: 1
                        background-workers: 1
                    log:
                      - target: stderr
                        any: info
                    database:
                        storage: "%1$s"
                        journal-db-max-size: 64M
                        kasp-db-max-size: 16M
                        timer-db-max-size: 1M
                    policy:
                      - id: one-key
                        algorithm: ecdsap256sha256
                        single-type-signing: on
                        nsec3: off
                        cds-cdnskey-publish: none
                    template:
                      - id: default
                        storage: "%1$s"
                    """.formatted(
                    directory.path(),
                    String.join(", ", addresses.stream().map(a -> a + "@53").toList()));
        }
    }
}
