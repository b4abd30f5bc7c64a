package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.CheckResult;
import io.mailsonde.Consent;
import io.mailsonde.FindingType;
import io.mailsonde.Identity;
import io.mailsonde.Limits;
import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.Scope;
import io.mailsonde.TargetSource;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.servers.Exim;
import io.mailsonde.testkit.servers.Nsd;
import io.mailsonde.testkit.servers.Postfix;
import io.mailsonde.testkit.servers.RealServer;
import io.mailsonde.testkit.servers.SmtpSink;
import io.mailsonde.testkit.servers.ZoneText;
import io.mailsonde.witness.server.EmbeddedWitness;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth of Postfix, Exim and smtp-sink, set up in many ways; the messages travel by the lab's DNS to a witness on port 25. */
@RealServer({"nsd", "postfix", "exim4", "smtp-sink", "nmap"})
class RelayOnRealServersTest {
    private static final String DNS = "127.0.0.53";
    private static final String WITNESS = "127.0.2.1";
    private static final String SERVED = "lab.example";

    private static final String OPEN = "Server is an open relay";
    private static final String CLOSED = "Server doesn't seem to be an open relay";
    private static final String LOGIN = "Server isn't an open relay, authentication needed";
    /** The host hung up, after which nmap gives no verdict. */
    private static final String HUNG_UP = "SMTP ";

    /** Starts a server at an address, serving a domain. */
    interface SetUp {
        AutoCloseable start(String address, String domain);
    }

    /**
     * A set-up and what has to come out.
     *
     * @param nmap what nmap's smtp-open-relay says of it, beside which ours is shown
     */
    record Row(String name, SetUp setUp, Expected expected, String nmap) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row proved(String name, SetUp setUp, FindingType<?> type, String nmap) {
        return new Row(name, setUp, Expected.fails(Expected.proved(type)), nmap);
    }

    private static Row suspected(String name, SetUp setUp, String nmap) {
        return new Row(
                name,
                setUp,
                Expected.undecided(Reason.UNPROVEN, Expected.suspected(OpenRelay.ACCEPTS_EVERY_RECIPIENT)),
                nmap);
    }

    private static Row passes(String name, SetUp setUp, String nmap) {
        return new Row(name, setUp, Expected.passes(), nmap);
    }

    static List<Row> rows() {
        return List.of(
                passes(
                        "closed",
                        (address, domain) -> Postfix.closed(address, domain).start(),
                        CLOSED),
                passes(
                        "closed, with TLS",
                        (address, domain) ->
                                Postfix.closed(address, domain).tls().start(),
                        CLOSED),
                passes(
                        "refuses at DATA",
                        (address, domain) ->
                                Postfix.refusingAtData(address, domain).start(),
                        OPEN),
                proved(
                        "open",
                        (address, domain) -> Postfix.open(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        OPEN),
                proved(
                        "open inside TLS only",
                        (address, domain) ->
                                Postfix.openInsideTlsOnly(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        LOGIN),
                proved(
                        "refuses in the clear, open inside TLS",
                        (address, domain) ->
                                Postfix.refusingOutsideTls(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        CLOSED),
                proved(
                        "Exim, closed in the clear, open inside TLS",
                        (address, domain) ->
                                Exim.openInsideTlsOnly(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        HUNG_UP),
                proved(
                        "open, after greylisting",
                        (address, domain) ->
                                Postfix.greylisting(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        OPEN),
                proved(
                        "takes XCLIENT from anybody",
                        (address, domain) ->
                                Postfix.trustingXclient(address, domain).start(),
                        OpenRelay.XCLIENT_OPEN,
                        OPEN),
                proved(
                        "takes a PROXY header from anybody",
                        (address, domain) ->
                                Postfix.trustingProxyHeader(address, domain).start(),
                        OpenRelay.PROXY_HEADER_TRUSTED,
                        HUNG_UP),
                passes(
                        "Exim, closed",
                        (address, domain) -> Exim.closed(address, domain).start(),
                        HUNG_UP),
                proved(
                        "Exim, open",
                        (address, domain) -> Exim.open(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        OPEN),
                proved(
                        "Exim, the percent hack alone",
                        (address, domain) ->
                                Exim.percentHackOnly(address, domain).start(),
                        OpenRelay.DELIVERS_FOR_STRANGERS,
                        HUNG_UP),
                suspected("smtp-sink", (address, domain) -> SmtpSink.at(address).start(), OPEN),
                suspected(
                        "accepts and discards",
                        (address, domain) -> Postfix.discarding(address, domain).start(),
                        OPEN));
    }

    @Test
    void the_percent_hack_is_found_in_its_forms_alone() {
        assertThat(RESULTS.get("Exim, the percent hack alone").outcome().findings())
                .flatExtracting(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS)
                        .orElseThrow()
                        .forms())
                .isNotEmpty()
                .allSatisfy(form -> assertThat(form).contains("percent"));
    }

    private static final Pattern HOST =
            Pattern.compile("<address addr=\"([^\"]+)\".*?(<script .*?|)</host>", Pattern.DOTALL);
    private static final Pattern SCRIPT = Pattern.compile("<script id=\"smtp-open-relay\" output=\"([^\"]*)\"");
    private static final Map<String, String> NMAP = new LinkedHashMap<>();
    private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();

    @BeforeAll
    static void look_at_all_of_them() throws Exception {
        ZoneText zone = ZoneText.of(".", DNS)
                .record("witness.example. MX 10 sink.witness.example.")
                .record("*.witness.example. MX 10 sink.witness.example.")
                .address("sink.witness.example", WITNESS)
                .address("lab.example", "127.0.1.1");
        Identity identity = new Identity(
                "probe.example",
                "probe.example",
                "postmaster@probe.example",
                Optional.of(IpAddresses.parse("127.0.9.1")),
                Optional.empty());
        List<AutoCloseable> servers = new ArrayList<>();
        try (Nsd dns = Nsd.at(DNS).serving(zone).start();
                EmbeddedWitness witness = EmbeddedWitness.builder("witness.example")
                        .listen(new InetSocketAddress(IpAddresses.parse(WITNESS), 25))
                        .start();
                Auditor auditor = Auditor.builder(Scope.networks("127.0.0.0/8").consentingTo(Consent.DELIVER))
                        .dnsServers(new InetSocketAddress(IpAddresses.parse(DNS), 53))
                        .trustAnchors(List.of())
                        .limits(Limits.lifted())
                        .identity(identity)
                        .witness(witness)
                        .build()) {
            assertThat(dns.logTail()).isNotNull();
            Map<MailHost, Row> hosts = new LinkedHashMap<>();
            for (Row row : rows()) {
                String address = "127.0.1." + (hosts.size() + 1);
                servers.add(row.setUp().start(address, SERVED));
                hosts.put(MailHost.of(address, 25).serving(SERVED), row);
            }
            auditor.run(OpenRelay.check(), TargetSource.of(List.copyOf(hosts.keySet())))
                    .within(Duration.ofMinutes(3))
                    .await()
                    .results()
                    .forEach(result ->
                            RESULTS.put(hosts.get((MailHost) result.target()).name(), result));
            NMAP.putAll(nmap(hosts.keySet().stream()
                    .map(host -> IpAddresses.text(host.address()))
                    .toList()));
        } finally {
            for (AutoCloseable server : servers) {
                server.close();
            }
        }
    }

    /** What nmap says of each address. It connects from 127.0.0.1, which the set-ups with XCLIENT and PROXY trust. */
    private static Map<String, String> nmap(List<String> addresses) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "nmap", "-n", "-Pn", "-p25", "--script", "smtp-open-relay", "--max-parallelism", "100", "-oX", "-"));
        command.addAll(addresses);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String xml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(xml).isZero();
        Map<String, String> said = new LinkedHashMap<>();
        Matcher host = HOST.matcher(xml);
        while (host.find()) {
            Matcher script = SCRIPT.matcher(host.group(2));
            said.put(host.group(1), script.find() ? script.group(1).replace("&apos;", "'") : "");
        }
        return said;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void nmap_says_of_it_what_the_page_shows(Row row) {
        String address = IpAddresses.text(((MailHost) RESULTS.get(row.name()).target()).address());

        assertThat(NMAP.get(address)).isNotNull().startsWith(row.nmap());
    }

    @AfterAll
    static void forget() {
        RESULTS.clear();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comes_out_as_the_table_says(Row row) {
        CheckResult result = RESULTS.get(row.name());
        assertThat(result).isNotNull();
        row.expected().check(result.outcome());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void what_arrives_comes_from_the_host_itself(Row row) {
        MailHost host = (MailHost) RESULTS.get(row.name()).target();
        RESULTS.get(row.name()).outcome().findings().stream()
                .flatMap(finding -> finding.args(OpenRelay.DELIVERS_FOR_STRANGERS).stream())
                .forEach(args -> {
                    assertThat(args.egress()).containsExactly(host.address());
                    assertThat(args.hops()).isEqualTo(1);
                });
    }
}
