package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Exim, a mail server, that relays for few, for everybody, or for those who write {@code user%domain}.
 *
 * <pre>{@code
 * try (Exim exim = Exim.percentHackOnly("127.0.1.5", "lab.example").start()) { … }
 * }</pre>
 *
 * <p>Unless it is {@linkplain #open open}, it takes mail for {@code postmaster} and the {@link Builder#mailboxes
 * mailboxes} of its domain from everybody, and throws that mail away; it refuses other recipients in its domain (550);
 * and it relays for {@value #TRUSTED} only. What it relays it delivers to the MX that the lab's DNS names, from its own
 * address. It counts an address literal, such as {@code user@[192.0.2.1]}, as a syntax error, and hangs up after four of
 * them; it answers QUIT 200 ms late.
 *
 * <p>It runs as several users, which takes a build that root has started: see {@link RealServer}.
 */
public final class Exim implements AutoCloseable {

    /** The clients that every preset lets relay. */
    public static final String TRUSTED = "10.0.0.0/8";

    /** The one that Debian's Exim becomes; it does not start where the user is missing. */
    private static final String USER = "Debian-exim";

    private static final String ANYTHING = "  accept\n";

    private static final String RELAY_FOR_TRUSTED_ONLY = """
              deny   local_parts = ^.*[@%!/|] : ^\\\\.
                     message = restricted characters in address
              accept hosts = TRUSTED_CLIENTS
              accept domains = +local_domains
                     local_parts = +mailboxes
              deny   domains = +local_domains
                     message = unknown user
              deny   message = relay not permitted
            """;

    private static final String ANYTHING_INSIDE_TLS = "  accept encrypted = *\n";

    private static final String VERIFIED_SENDERS = """
              accept senders = :
                     domains = +local_domains
                     local_parts = +mailboxes
              deny   message = Sender verify failed
                     !verify = sender/callout=20s%s
            """;

    private static final String PERCENT_HACK = """
              accept domains = +local_domains
                     local_parts = ^.*%
            """;

    private final ServerProcess process;

    private Exim(ServerProcess process) {
        this.process = process;
    }

    /**
     * Begins with where Exim will listen, on port 25.
     *
     * @param address an IPv4 address of the lab, 127.0.1.5 or the like
     * @return a builder with the settings of a closed server for {@code lab.example}
     */
    public static Builder at(String address) {
        return closed(address, "lab.example");
    }

    /**
     * A server that relays for {@value #TRUSTED} only.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail; its host name is {@code mx} below that
     * @return a builder, for more settings
     */
    public static Builder closed(String address, String domain) {
        return new Builder(address, domain, RELAY_FOR_TRUSTED_ONLY);
    }

    /**
     * An open relay: it accepts every recipient of everybody, those that do not exist in its domain too.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder open(String address, String domain) {
        return new Builder(address, domain, ANYTHING);
    }

    /**
     * A server that is closed, but for recipients of the form {@code user%elsewhere@domain}: it sends them on to {@code
     * user@elsewhere} for everybody.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder percentHackOnly(String address, String domain) {
        return new Builder(address, domain, PERCENT_HACK + RELAY_FOR_TRUSTED_ONLY);
    }

    /**
     * A server that is closed in the clear, where it says "relay not permitted" and nothing of TLS, and an open relay after
     * STARTTLS.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder openInsideTlsOnly(String address, String domain) {
        Builder builder = new Builder(address, domain, ANYTHING_INSIDE_TLS + RELAY_FOR_TRUSTED_ONLY);
        builder.tls = true;
        return builder;
    }

    /**
     * A server that is closed, and asks by a callout whether each sender is there, unless that is null.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @param options further options of the callout, such as {@code "random"}, {@code "postmaster"}, {@code "no_cache"}
     * @return a builder, for more settings
     */
    public static Builder verifyingSenders(String address, String domain, String... options) {
        String more = Arrays.stream(options).map(option -> "," + option).collect(Collectors.joining());
        return new Builder(address, domain, VERIFIED_SENDERS.formatted(more) + RELAY_FOR_TRUSTED_ONLY);
    }

    /**
     * Where it listens.
     *
     * @return its address and port 25
     */
    public InetSocketAddress address() {
        return process.address();
    }

    /**
     * The end of what Exim has logged, for a failing test's message.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /**
     * Waits until Exim has logged something, now or before.
     *
     * @param words what stands in its log, such as {@code "Completed"}
     * @param timeout the longest wait
     * @throws IllegalStateException when it does not come in time; with the end of the log
     */
    public void awaitLog(String words, Duration timeout) {
        process.awaitLog(words, timeout);
    }

    /** Stops Exim and deletes its files and its queue. Returns when its port is free again; at most after 15 s. */
    @Override
    public void close() {
        process.close();
    }

    /** What Exim will be. Not thread-safe. */
    public static final class Builder {

        private final String address;
        private final String domain;
        private final String recipientRules;
        private final List<String> mailboxes = new ArrayList<>(List.of("postmaster"));
        private final StringBuilder options = new StringBuilder();
        private boolean tls;

        private Builder(String address, String domain, String recipientRules) {
            this.address = IpAddresses.parse(address).getHostAddress();
            this.domain = domain;
            this.recipientRules = recipientRules.replace("TRUSTED_CLIENTS", TRUSTED);
        }

        /**
         * Adds recipients in its domain.
         *
         * @param localParts what stands before the at sign
         * @return this builder
         */
        public Builder mailboxes(String... localParts) {
            mailboxes.addAll(List.of(localParts));
            return this;
        }

        /**
         * Adds a line to the main section of the configuration.
         *
         * @param line an option that the section does not have yet, such as {@code "smtp_max_synprot_errors = 10"}
         * @return this builder
         */
        public Builder option(String line) {
            options.append(line).append('\n');
            return this;
        }

        /**
         * Starts Exim.
         *
         * @return the server, which has greeted a client
         * @throws IllegalStateException outside the lab, when the address is taken, when an option is wrong, or when
         *     Exim does not greet within 30 s; with the end of its log
         */
        public Exim start() {
            String executable = Program.of("exim4").require().toString();
            Lab.requireEntered();
            WorkDirectory directory = WorkDirectory.create("exim");
            try {
                directory.open();
                directory.give("spool", USER);
                if (tls) {
                    SelfSigned pair = SelfSigned.in(directory, "mx." + domain);
                    directory.give(pair.key().getFileName().toString(), USER);
                    option("tls_certificate = " + pair.certificate());
                    option("tls_privatekey = " + pair.key());
                }
                directory.write("log", "");
                directory.give("log", USER);
                directory.alias("mainlog", "log");
                directory.alias("paniclog", "log");
                String configuration = directory
                        .write("exim.conf", configuration(directory, executable))
                        .toString();
                List<String> command = List.of(executable, "-C", configuration, "-bdf", "-q1h");
                return new Exim(new SmtpGreeting("").start(directory, address, command));
            } catch (RuntimeException e) {
                directory.close();
                throw e;
            }
        }

        private String configuration(WorkDirectory directory, String executable) {
            // Deliveries stay with Debian-exim: root is needed for port 25 alone, and no program with setuid.
            return """
                    exim_path = %2$s
                    primary_hostname = mx.%3$s
                    qualify_domain = %3$s
                    spool_directory = %1$s/spool
                    log_file_path = %1$s/%%slog
                    write_rejectlog = false
                    pid_file_path = %1$s/pid
                    local_interfaces = %4$s
                    daemon_smtp_ports = 25
                    disable_ipv6 = true
                    deliver_drop_privilege = true
                    keep_environment =
                    tls_advertise_hosts = %8$s
                    host_lookup =
                    rfc1413_query_timeout = 0s
                    smtp_accept_max = 200
                    domainlist local_domains = %3$s : mx.%3$s
                    localpartlist mailboxes = %5$s
                    acl_smtp_rcpt = recipient
                    acl_smtp_data = accept
                    %6$s
                    begin acl
                    recipient:
                    %7$s
                    begin routers
                    percent_hack:
                      driver = redirect
                      domains = +local_domains
                      local_parts = ^.*%%
                      data = ${sg{$local_part}{\\N^(.*)%%([^%%]*)$\\N}{\\$1@\\$2}}
                    elsewhere:
                      driver = dnslookup
                      domains = ! +local_domains
                      transport = smtp
                      no_more
                    mailbox:
                      driver = redirect
                      local_parts = +mailboxes
                      data = :blackhole:
                    begin transports
                    smtp:
                      driver = smtp
                      interface = %4$s
                      hosts_try_fastopen =
                    begin retry
                    * * F,1h,15m
                    """.formatted(
                            directory.path(),
                            executable,
                            domain,
                            address,
                            String.join(" : ", mailboxes),
                            options,
                            recipientRules,
                            tls ? "*" : "");
        }
    }
}
