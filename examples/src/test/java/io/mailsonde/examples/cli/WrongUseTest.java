package io.mailsonde.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WrongUseTest {
    private static final String CHECK = "check dns.fcrdns 192.0.2.25 ";
    private static final String RELAY = "check smtp.open-relay 127.0.0.1 ";

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("", "a command is missing"),
                arguments("chekc dns.fcrdns 192.0.2.25", "Did you mean: mailsonde check"),
                arguments("check", "Missing required parameters: 'CHECK-ID', 'TARGET'"),
                arguments("check dns.fcrdns", "Missing required parameter: 'TARGET'"),
                arguments("check dns.fcrdns a.example b.example", "Unmatched argument at index 3: 'b.example'"),
                arguments("check dns.fcrnds 192.0.2.25", "there is no check 'dns.fcrnds'; did you mean dns.fcrdns?"),
                arguments("check zzz 192.0.2.25", "there is no check 'zzz' ('mailsonde checks' lists them all)"),
                arguments("check dns.fcrdns 192.0.2.25:25", "leave out port and brackets"),
                arguments("check dns.fcrdns mx.example.org:25", "leave out port and brackets"),
                arguments("check dns.fcrdns [2001:db8::1]:25", "leave out port and brackets"),
                arguments("check dns.fcrdns 192.0.2.25/mx.example.org", "leave out the slash"),
                arguments("check dns.fcrdns 192.0.2.0/24", "name an address of the network"),
                arguments("check dns.fcrdns https://example.org", "'https://example.org' is a web origin"),
                arguments("check dns.fcrdns joe@example.org", "'joe@example.org' is a mail address"),
                arguments("check dns.fcrdns /var/log/mail", "'/var/log/mail' is a path"),
                arguments("check dns.fcrdns a..b", "target: a..b is not a host name"),
                arguments("check dns.fcrdns fe80::1%eth0", "target: fe80::1%eth0 is not a host name"),
                arguments(CHECK + "--dns resolver.example", "--dns takes an address and a port"),
                arguments(CHECK + "--dns 127.0.0.1:99999", "--dns takes an address and a port"),
                arguments(CHECK + "--scope 192.0.2.0/33", "--scope: the prefix of 192.0.2.0 lies between 0 and 32"),
                arguments(CHECK + "--scope a..b", "--scope: a..b is not a host name"),
                arguments(CHECK + "--consent everything", "--consent knows no 'everything'; there are connect, name,"),
                arguments(CHECK + "--limits none", "--limits"),
                arguments(CHECK + "--helo a..b", "--helo: a..b is not a host name"),
                arguments(CHECK + "--contact nobody", "--contact takes a mail address, not 'nobody'"),
                arguments(CHECK + "--source localhost", "--source: not an IP address: localhost"),
                arguments(CHECK + "--source 127.0.0.1 --source 127.0.0.2", "--source has two addresses of one family"),
                arguments(RELAY + "--smtp-port 70000", "--smtp-port lies between 1 and 65535, not 70000"),
                arguments(CHECK + "--smtp-port x", "--smtp-port"),
                arguments(CHECK + "--within soon", "'soon' is not a duration; write 500ms, 30s, 2m or 1h"),
                arguments(CHECK + "--within 0s", "'0s' is no time to wait"),
                arguments(CHECK + "--fail-on grave", "expected one of [INFO, LOW, MEDIUM, HIGH, CRITICAL]"),
                arguments(CHECK + "--format yaml", "--format knows no 'yaml'; there are text and json"),
                arguments(CHECK + "--format sarif", "--format sarif is not there yet; there are text and json"),
                arguments(CHECK + "--format json --evidence", "--evidence is for --format text"),
                arguments(CHECK + "--evidence --brief", "contradict each other"),
                arguments(
                        CHECK + "--out no/such/folder/report.txt", "--out: the folder of 'no/such/folder/report.txt'"),
                arguments(CHECK + "--out .", "--out: '.' is there and is no file"),
                arguments(CHECK + "--set x", "--set takes KEY=VALUE, not 'x'"),
                arguments(
                        CHECK + "--set dns.trust-anchor=none",
                        "--set knows no 'dns.trust-anchor'; there are dns.trust-anchors"),
                arguments(
                        CHECK + "--set dns.trust-anchors=no-such-file",
                        "'no-such-file' is not a file of trust anchors"),
                arguments(CHECK + "--set dns.trust-anchors=pom.xml", "--set dns.trust-anchors: "),
                arguments(CHECK + "--set dns.trust-anchors=none --set dns.trust-anchors=none", "is given twice"),
                arguments(CHECK + "--set dns.fcrdns.role=both", "is sending or inbound, not 'both'"),
                arguments(CHECK + "--set smtp.served-domain=a.example", "--set smtp.served-domain has no use here"),
                arguments(CHECK + "--witness 127.0.0.1", "--witness needs --witness-domain NAME"),
                arguments(CHECK + "--witness x --witness-domain w.example", "--witness takes an address and a port"),
                arguments(CHECK + "--witness-domain a..b", "--witness-domain: a..b is not a host name"),
                arguments(CHECK + "--set witness.smtp-ports=587", "needs a witness"),
                arguments(CHECK + "--set witness.http-ports=80", "--set witness.http-ports is not there yet"),
                arguments(
                        CHECK + "--witness 127.0.0.1:0 --witness-domain w.example",
                        "--witness takes an address and a port"),
                arguments("check smtp.open-relay https://example.org", "smtp.open-relay is for a listener"),
                arguments("check smtp.open-relay 127.0.0.1:99999", "the target takes an address and a port"),
                arguments("check smtp.open-relay mx.example.org:0", "the target takes ports between 1 and 65535"),
                arguments(RELAY + "--set smtp.served-domain=a..b", "--set smtp.served-domain: a..b is not a host name"),
                arguments(CHECK + "--formt json", "Possible solutions: --format"),
                arguments("fleet", "FILE"),
                arguments("fleet no-such-list.txt", "cannot be read"),
                arguments("fleet . --format json", "cannot be read"),
                arguments("fleet /dev/null --format text", "json"),
                arguments("fleet /dev/null --max-in-flight 0", "at least 1"),
                arguments("fleet /dev/null --only dns.fcrdn", "dns.fcrdns"),
                arguments("fleet /dev/null --out no-such-folder/out", "make it first"),
                arguments("fleet /dev/null --resume no-such-file", "begin it with --out"),
                arguments("fleet /dev/null --resume one --out other", "leave --out out"),
                arguments("audit 192.0.2.25", "for one address there is 'mailsonde check dns.fcrdns 192.0.2.25'"),
                arguments("audit joe@example.org", "give the domain behind the @"),
                arguments("audit example.org:25", "is a listener (host and port), and a mail domain is wanted"),
                arguments("audit a..b", "domain: a..b is not a host name"),
                arguments("audit example.org --only dns.fcrnds", "did you mean dns.fcrdns?"),
                arguments("audit example.org --plan modern", "the plan modern has no checks yet"),
                arguments("audit example.org --plan modern --only dns.fcrdns", "which is not in the plan modern"),
                arguments("audit example.org --set dns.fcrdns.role=inbound", "--set dns.fcrdns.role has no use here"),
                arguments("demo --dns 127.0.0.1:53", "--dns"),
                arguments("checks everything", "Unmatched argument"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void exits_3_and_says_what_is_wrong(String command, String message) {
        String[] args = command.isEmpty() ? new String[0] : command.split(" ");

        Ran ran = Ran.mailsonde(args);

        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void escapes_what_it_quotes() {
        Ran ran = Ran.mailsonde("check", "dns.\u001B[2J", "192.0.2.25");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("\\x1B[2J").doesNotContain("\u001B");
    }
}
