package io.mailsonde.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unbound, a recursive resolver in front of the lab's name servers; it validates (RFC 4035) once it is given a trust
 * anchor.
 *
 * <pre>{@code
 * try (Unbound resolver = Unbound.at("127.0.0.56").root("127.0.0.53").trusting(root.key().ds()).start()) { … }
 * }</pre>
 *
 * <p>It knows no server of the Internet, and none of the zones that Unbound answers by itself otherwise ({@code
 * test.},
 * {@code 2.0.192.in-addr.arpa.} and the like): all come from the lab. A dead name server is given up within a second.
 * Takes Unbound 1.16.2 or later.
 */
public final class Unbound implements AutoCloseable {

    private final ServerProcess process;

    private Unbound(ServerProcess process) {
        this.process = process;
    }

    /**
     * Begins with where Unbound will listen, on port 53.
     *
     * @param addresses one or more addresses of the lab, IPv4 or IPv6
     * @return a builder of a resolver that knows no name server
     */
    public static Builder at(String... addresses) {
        return new Builder(List.of(addresses));
    }

    /**
     * The end of what Unbound has logged, for a failing test's message: it says why an answer is SERVFAIL.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /** Stops Unbound and deletes its files. Returns when its port is free again; at most after 10 s. */
    @Override
    public void close() {
        process.close();
    }

    /** What Unbound will be. Not thread-safe. */
    public static final class Builder {

        private final List<String> addresses;
        private final StringBuilder hints = new StringBuilder();
        private final StringBuilder stubs = new StringBuilder();
        private final List<String> options = new ArrayList<>();
        private boolean validating;

        private Builder(List<String> addresses) {
            this.addresses = addresses;
        }

        /**
         * Names the servers of the root zone. Unbound asks one of them for the root's name servers, so that the root
         * zone must have NS records with addresses.
         *
         * @param servers one or more addresses, IPv4 or IPv6
         * @return this builder
         */
        public Builder root(String... servers) {
            for (String server : servers) {
                String name = "root" + hints.length() + ".hints.";
                String type = server.indexOf(':') >= 0 ? "AAAA" : "A";
                hints.append(". 3600 NS %1$s\n%1$s 3600 %2$s %3$s\n".formatted(name, type, server));
            }
            return this;
        }

        /**
         * Names the servers of one zone, which then needs no delegation.
         *
         * @param zone the zone's name
         * @param servers one or more addresses, IPv4 or IPv6
         * @return this builder
         */
        public Builder stub(String zone, String... servers) {
            stubs.append("stub-zone:\n  name: \"%s\"\n".formatted(zone));
            for (String server : servers) {
                stubs.append("  stub-addr: ").append(server).append('\n');
            }
            return this;
        }

        /**
         * Validates below a trust anchor. Names that are below no anchor are INSECURE.
         *
         * @param anchors DS or DNSKEY records: {@link ZoneKey#ds} or {@link ZoneKey#dnskey}
         * @return this builder
         */
        public Builder trusting(String... anchors) {
            validating = true;
            for (String anchor : anchors) {
                option("trust-anchor: \"" + anchor + "\"");
            }
            return this;
        }

        /**
         * Does not validate a domain, whatever the anchors say.
         *
         * @param domain the domain's name
         * @return this builder
         */
        public Builder insecure(String domain) {
            return option("domain-insecure: \"" + domain + "\"");
        }

        /**
         * Says in the answer why it is SERVFAIL (Extended DNS Errors, RFC 8914).
         *
         * @return this builder
         */
        public Builder extendedErrors() {
            return option("ede: yes");
        }

        /**
         * Adds a line to the section {@code server:} of the configuration.
         *
         * @param line an option of unbound.conf, such as {@code "cache-max-ttl: 0"}
         * @return this builder
         */
        public Builder option(String line) {
            options.add(line);
            return this;
        }

        /**
         * Starts Unbound.
         *
         * @return the resolver, answering on all its addresses
         * @throws IllegalStateException outside the lab, when an address is taken, or when Unbound does not answer
         *     within 30 s; with the end of its log
         */
        public Unbound start() {
            Path installed = Program.of("unbound").require();
            WorkDirectory directory = WorkDirectory.create("unbound");
            if (!hints.isEmpty()) {
                option("root-hints: \"" + directory.write("root.hints", hints.toString()) + "\"");
            }
            String configuration =
                    directory.write("unbound.conf", serverSection() + stubs).toString();
            DnsSign alive = new DnsSign(
                    new RawDns.Question("id.server", RawDns.TYPE_TXT, RawDns.CLASS_CHAOS), reply -> true, true);
            return new Unbound(DnsSign.start(
                    directory,
                    addresses,
                    List.of(alive),
                    List.of(copy(installed, directory), "-d", "-p", "-c", configuration)));
        }

        /** Where AppArmor is on, Debian lets a program at the installed path read its own folders only. */
        private static String copy(Path program, WorkDirectory directory) {
            try {
                return Files.copy(program, directory.path().resolve("unbound")).toString();
            } catch (IOException e) {
                directory.close();
                throw new UncheckedIOException("could not copy " + program, e);
            }
        }

        private String serverSection() {
            StringBuilder server = new StringBuilder("server:\n");
            addresses.forEach(
                    address -> server.append("  interface: ").append(address).append('\n'));
            server.append("  module-config: \"")
                    .append(validating ? "validator iterator" : "iterator")
                    .append("\"\n");
            for (String zone : List.of("localhost.", "127.in-addr.arpa.", "test.", "invalid.", "onion.")) {
                server.append("  local-zone: \"").append(zone).append("\" nodefault\n");
            }
            // With its defaults Unbound gives a dead server up after minutes; and Debian's gives no answer at all
            // that took more than 1.9 s (discard-timeout, against CVE-2024-33655). In the lab an answer takes no 50
            // ms; with these two lines a dead server is given up after 0.7 s.
            server.append("""
                      directory: "."
                      chroot: ""
                      username: ""
                      use-syslog: no
                      logfile: ""
                      log-servfail: yes
                      val-log-level: 2
                      num-threads: 1
                      access-control: 0.0.0.0/0 allow
                      access-control: ::0/0 allow
                      do-not-query-localhost: no
                      unblock-lan-zones: yes
                      unknown-server-time-limit: 50
                      infra-cache-max-rtt: 400
                    """);
            options.forEach(line -> server.append("  ").append(line).append('\n'));
            return server + "remote-control:\n  control-enable: no\n";
        }
    }
}
