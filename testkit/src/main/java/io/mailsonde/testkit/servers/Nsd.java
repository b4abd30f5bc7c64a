package io.mailsonde.testkit.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * NSD, an authoritative name server, with zones of the test's own.
 *
 * <pre>{@code
 * try (Nsd nsd = Nsd.at("127.0.0.53").serving(ZoneText.of("example.org", "127.0.0.53")).start()) { … }
 * }</pre>
 *
 * <p>It answers REFUSED for names outside its zones: served at an address to which another zone is delegated, it is
 * lame.
 */
public final class Nsd implements AutoCloseable {

    private final ServerProcess process;

    private Nsd(ServerProcess process) {
        this.process = process;
    }

    /**
     * Begins with where NSD will listen, on port 53.
     *
     * @param addresses one or more addresses of the lab, IPv4 or IPv6
     * @return a builder without zones
     */
    public static Builder at(String... addresses) {
        return new Builder(List.of(addresses));
    }

    /**
     * The end of what NSD has logged, for a failing test's message.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /** Stops NSD and deletes its files. Returns when its port is free again; at most after 10 s. */
    @Override
    public void close() {
        process.close();
    }

    /** What NSD will be. Not thread-safe. */
    public static final class Builder {

        private final List<String> addresses;
        private final List<Zone> zones = new ArrayList<>();
        private final List<String> options = new ArrayList<>();

        private Builder(List<String> addresses) {
            this.addresses = addresses;
        }

        /**
         * Adds zones.
         *
         * @param more zones with names different from each other
         * @return this builder
         */
        public Builder serving(Zone... more) {
            zones.addAll(List.of(more));
            return this;
        }

        /**
         * Adds a line to the section {@code server:} of the configuration.
         *
         * @param line an option of nsd.conf, such as {@code "minimal-responses: yes"}
         * @return this builder
         */
        public Builder option(String line) {
            options.add(line);
            return this;
        }

        /**
         * Starts NSD.
         *
         * @return the server, answering for all its zones on all its addresses
         * @throws IllegalStateException outside the lab, when an address is taken, or when NSD does not answer within
         *     30 s; with the end of its log
         */
        public Nsd start() {
            Program nsd = Program.of("nsd");
            String executable = nsd.require().toString();
            WorkDirectory directory = WorkDirectory.create("nsd");
            StringBuilder sections = new StringBuilder();
            for (int i = 0; i < zones.size(); i++) {
                Zone zone = zones.get(i);
                directory.write("zone" + i, zone.text());
                sections.append("zone:\n  name: \"%s\"\n  zonefile: \"zone%d\"\n".formatted(zone.origin(), i));
            }
            String configuration = directory
                    .write("nsd.conf", serverSection(directory) + sections)
                    .toString();
            // NSD answers when it has read all zones: SERVFAIL then is for a zone that it could not read.
            List<DnsSign> signs = zones.stream()
                    .map(zone -> new DnsSign(
                            new RawDns.Question(zone.origin(), RawDns.TYPE_SOA),
                            reply -> reply.rcode() == RawDns.NOERROR && reply.authoritative(),
                            true))
                    .toList();
            return new Nsd(DnsSign.start(directory, addresses, signs, List.of(executable, "-d", "-c", configuration)));
        }

        private String serverSection(WorkDirectory directory) {
            StringBuilder server = new StringBuilder("server:\n");
            addresses.forEach(
                    address -> server.append("  ip-address: ").append(address).append('\n'));
            // The rate limit would silence NSD in the middle of a test; an empty database keeps zones in memory only.
            // By default it fills tables for a million clients and 128 zone transfers first, half of the time that it
            // takes to start.
            server.append("""
                      server-count: 1
                      username: ""
                      database: ""
                      pidfile: ""
                      logfile: "%1$s/log"
                      rrl-ratelimit: 0
                      rrl-whitelist-ratelimit: 0
                      rrl-size: 1000
                      xfrd-tcp-max: 1
                      xfrd-tcp-pipeline: 1
                      zonesdir: "%1$s"
                      xfrdir: "%1$s"
                      xfrdfile: "%1$s/xfrd.state"
                      zonelistfile: "%1$s/zone.list"
                    """.formatted(directory.path()));
            options.forEach(line -> server.append("  ").append(line).append('\n'));
            return server + "remote-control:\n  control-enable: no\n";
        }
    }
}
