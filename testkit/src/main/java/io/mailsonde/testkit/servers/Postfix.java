package io.mailsonde.testkit.servers;

import io.mailsonde.dns.IpAddresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Postfix, a mail server, with settings of the test's own.
 *
 * <pre>{@code
 * try (Postfix postfix = Postfix.open("127.0.1.1", "lab.example").start()) { … }
 * }</pre>
 *
 * <p>Unless a setting says otherwise, it is closed: it takes mail for {@code postmaster} and the {@link Builder#mailboxes
 * mailboxes} of its domain from everybody, and throws that mail away; it refuses other recipients in its domain (550);
 * and it relays for {@value #TRUSTED} only, so not for a client on loopback. What it relays it delivers to the MX that
 * the lab's DNS names, from its own address. The client should be bound to an address such as 127.0.9.1, since several
 * settings trust 127.0.0.1.
 *
 * <p>It runs as several users, which takes a build that root has started: see {@link RealServer}.
 */
public final class Postfix implements AutoCloseable {

    /** The clients that every preset lets relay. */
    public static final String TRUSTED = "10.0.0.0/8";

    private static final String EVERYBODY = "0.0.0.0/0";

    private final ServerProcess process;
    private final Optional<String> certificate;
    private final @Nullable Greylist greylist;

    private Postfix(ServerProcess process, Optional<String> certificate, @Nullable Greylist greylist) {
        this.process = process;
        this.certificate = certificate;
        this.greylist = greylist;
    }

    /**
     * Begins with where Postfix will listen, on port 25.
     *
     * @param address an IPv4 address of the lab, 127.0.1.1 or the like
     * @return a builder with the settings of a closed server named {@code mx.lab.example}
     */
    public static Builder at(String address) {
        return new Builder(address);
    }

    /**
     * A server that relays for {@value #TRUSTED} only.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail; its host name is {@code mx} below that
     * @return a builder, for more settings
     */
    public static Builder closed(String address, String domain) {
        return at(address).name("mx." + domain);
    }

    /**
     * An open relay: it relays for everybody, to everywhere.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder open(String address, String domain) {
        return closed(address, domain).setting("mynetworks", EVERYBODY);
    }

    /**
     * An open relay that refuses MAIL with 530 before STARTTLS (RFC 3207, section 4).
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder openInsideTlsOnly(String address, String domain) {
        return open(address, domain).tls().setting("smtpd_tls_security_level", "encrypt");
    }

    /**
     * An open relay that refuses every recipient for good (554) before STARTTLS, so that it looks closed in the clear.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder refusingOutsideTls(String address, String domain) {
        return open(address, domain)
                .tls()
                .setting("plaintext_reject_code", "554")
                .setting("smtpd_relay_restrictions", "reject_plaintext_session, permit_mynetworks, reject");
    }

    /**
     * An open relay behind {@linkplain Builder#greylisting() greylisting}.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder greylisting(String address, String domain) {
        return open(address, domain).greylisting();
    }

    /**
     * A server that accepts every recipient and refuses each message at DATA (554).
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder refusingAtData(String address, String domain) {
        return open(address, domain).setting("smtpd_data_restrictions", "reject");
    }

    /**
     * A server that accepts every message for everywhere, and throws it away.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder discarding(String address, String domain) {
        return open(address, domain).setting("default_transport", "discard").setting("relay_transport", "discard");
    }

    /**
     * A server that lets everybody say by XCLIENT who the client is, and relays for {@value #TRUSTED} and 127.0.0.1.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder trustingXclient(String address, String domain) {
        return closed(address, domain)
                .setting("mynetworks", TRUSTED + ", 127.0.0.1/32")
                .setting("smtpd_authorized_xclient_hosts", EVERYBODY);
    }

    /**
     * A server that lets everybody say in a header of the PROXY protocol, before the greeting, who the client is, and
     * relays for {@value #TRUSTED} and 127.0.0.1. To a client without the header it says nothing for 5 s, and then
     * hangs up.
     *
     * @param address an IPv4 address of the lab
     * @param domain the domain for which it takes mail
     * @return a builder, for more settings
     */
    public static Builder trustingProxyHeader(String address, String domain) {
        Builder builder = closed(address, domain)
                .setting("mynetworks", TRUSTED + ", 127.0.0.1/32")
                .setting("smtpd_upstream_proxy_protocol", "haproxy");
        builder.opening = "PROXY TCP4 127.0.9.1 " + address + " 1025 25\r\n";
        return builder;
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
     * The certificate that it shows after STARTTLS, signed by itself for its host name, and valid for 30 days.
     *
     * @return the certificate in PEM, or empty without {@link Builder#tls()}
     */
    public Optional<String> certificate() {
        return certificate;
    }

    /**
     * The end of what Postfix has logged, for a failing test's message.
     *
     * @return at most 30 lines
     */
    public String logTail() {
        return process.logTail();
    }

    /**
     * Waits until Postfix has logged something, now or before.
     *
     * @param words what stands in its log, such as {@code "status=sent"}
     * @param timeout the longest wait
     * @throws IllegalStateException when it does not come in time; with the end of the log
     */
    public void awaitLog(String words, Duration timeout) {
        process.awaitLog(words, timeout);
    }

    /** Stops Postfix and deletes its files and its queue. Returns when its port is free again; at most after 15 s. */
    @Override
    public void close() {
        if (greylist != null) {
            greylist.close();
        }
        process.close();
    }

    /** What Postfix will be. Not thread-safe. */
    public static final class Builder {

        private final String address;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<String> services = new ArrayList<>();
        private final List<String> mailboxes = new ArrayList<>(List.of("postmaster"));
        private String name = "mx.lab.example";
        private String opening = "";
        private boolean tls;
        private boolean greylisting;

        private Builder(String address) {
            this.address = IpAddresses.parse(address).getHostAddress();
        }

        /**
         * Sets the host name; the domain for which Postfix takes mail is what follows the first dot.
         *
         * @param hostName such as {@code "mx.lab.example"}
         * @return this builder
         */
        public Builder name(String hostName) {
            name = hostName;
            return this;
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
         * Sets a parameter of main.cf, in place of what stood there.
         *
         * @param parameter such as {@code "mynetworks"}
         * @param value its value, on one line
         * @return this builder
         */
        public Builder setting(String parameter, String value) {
            settings.put(parameter, value);
            return this;
        }

        /**
         * Adds a line to master.cf.
         *
         * @param line a service with all its columns, such as {@code "127.0.1.1:465 inet n - n - - smtpd -o
         *     smtpd_tls_wrappermode=yes"}; it must not run in a chroot
         * @return this builder
         */
        public Builder service(String line) {
            services.add(line);
            return this;
        }

        /**
         * Offers STARTTLS, with a new certificate for the host name.
         *
         * @return this builder
         */
        public Builder tls() {
            tls = true;
            return this;
        }

        /**
         * Puts off the first attempt of each client, sender and recipient with 450 (RFC 6647); the next one passes,
         * without a time to wait. What Postfix would refuse anyway, it refuses at once.
         *
         * @return this builder
         */
        public Builder greylisting() {
            greylisting = true;
            return this;
        }

        /**
         * Starts Postfix.
         *
         * @return the server, which has greeted a client
         * @throws IllegalStateException outside the lab, when the address is taken, when a setting or a service is
         *     wrong, or when Postfix does not greet within 30 s; with the end of its log
         */
        public Postfix start() {
            Program.of("postfix").require();
            Lab.requireEntered();
            WorkDirectory directory = WorkDirectory.create("postfix");
            Greylist greylist = greylisting ? Greylist.start() : null;
            try {
                Optional<String> certificate = tls ? Optional.of(certificate(directory)) : Optional.empty();
                if (greylist != null) {
                    settings.putIfAbsent("smtpd_recipient_restrictions", "check_policy_service " + greylist.service());
                    settings.put("smtpd_policy_service_request_limit", "1");
                }
                PostfixFiles.write(directory, mainCf(), masterCf());
                requireFlawless(directory);
                Path configuration = directory.path().resolve(PostfixFiles.CONFIGURATION);
                List<String> command = List.of(PostfixFiles.DAEMONS + "/master", "-c", configuration.toString(), "-s");
                return new Postfix(new SmtpGreeting(opening).start(directory, address, command), certificate, greylist);
            } catch (RuntimeException e) {
                if (greylist != null) {
                    greylist.close();
                }
                directory.close();
                throw e;
            }
        }

        private String certificate(WorkDirectory directory) {
            SelfSigned pair = SelfSigned.in(directory, name);
            settings.put("smtpd_tls_cert_file", pair.certificate().toString());
            settings.put("smtpd_tls_key_file", pair.key().toString());
            settings.putIfAbsent("smtpd_tls_security_level", "may");
            return directory.read(pair.certificate().getFileName().toString());
        }

        /** Without a terminal Postfix itself would end without a word. */
        private static void requireFlawless(WorkDirectory directory) {
            String postconf = Program.of("postconf").require().toString();
            for (String what : List.of("-n", "-M")) {
                String said = directory.run(postconf, "-c", PostfixFiles.CONFIGURATION, what);
                if (said.contains("postconf: warning") || said.contains("postconf: error")) {
                    throw new IllegalStateException("Postfix does not take its settings:\n" + said);
                }
            }
        }

        private List<String> masterCf() {
            return Stream.concat(Stream.of(address + ":25 inet n - n - - smtpd"), services.stream())
                    .toList();
        }

        private String mainCf() {
            String domain = name.substring(name.indexOf('.') + 1);
            Map<String, String> all = new LinkedHashMap<>();
            all.put("myhostname", name);
            all.put("mydomain", domain);
            all.put("myorigin", domain);
            all.put("mydestination", name + ", " + domain + ", localhost");
            // Postfix listens only on assigned addresses where they stand here; master.cf has the true one.
            all.put("inet_interfaces", "127.0.0.1");
            all.put("proxy_interfaces", address);
            all.put("inet_protocols", "ipv4");
            all.put("smtp_bind_address", address);
            all.put("mynetworks", TRUSTED);
            all.put("smtpd_relay_restrictions", "permit_mynetworks, reject_unauth_destination");
            all.put(
                    "local_recipient_maps",
                    mailboxes.stream().map(box -> box + "=x").collect(Collectors.joining(", ", "inline:{ ", " }")));
            all.put("local_transport", "discard");
            all.put("alias_maps", "");
            all.put("alias_database", "");
            all.put("biff", "no");
            all.put("smtputf8_enable", "no");
            // Sessions that end before DATA would eat tokens, until each MAIL took a second.
            all.put("in_flow_delay", "0");
            all.putAll(settings);
            return all.entrySet().stream()
                    .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                    .collect(Collectors.joining());
        }
    }
}
