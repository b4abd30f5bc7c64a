package io.mailsonde.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Auditor;
import io.mailsonde.Scope;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.testkit.dns.Fault;
import io.mailsonde.testkit.dns.Rcode;
import io.mailsonde.testkit.dns.RrType;
import io.mailsonde.testkit.dns.ScriptedDns;
import io.mailsonde.testkit.dns.Zone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundFilterTest {
    private static final String GOOD = "192.0.2.25";
    private static final String NAMELESS = "192.0.2.30";
    private static final String DARK = "192.0.2.31";
    private static final String SLOW = "192.0.2.32";
    private static final String CUSTOMER = "192.0.2.33";

    private final ScriptedDns dns = ScriptedDns.start();
    private final Auditor auditor = Auditor.builder(
                    Scope.networks("192.0.2.0/24").domains("example.org"))
            .dnsServers(dns.address())
            .trustAnchors(List.of())
            .build();

    @BeforeEach
    void zone() {
        dns.zone().ptr(GOOD, "mx.example.org").a("mx.example.org", GOOD);
        dns.zone().ptr(CUSTOMER, "192-0-2-33.dsl.example.org").a("192-0-2-33.dsl.example.org", CUSTOMER);
        dns.on(Zone.reverse(DARK), RrType.ANY).always(Rcode.SERVFAIL);
        dns.on(Zone.reverse(SLOW), RrType.ANY).always(Fault.SILENCE);
    }

    @AfterEach
    void stop() {
        auditor.close();
        dns.close();
    }

    @Test
    void lets_in_whose_forward_and_reverse_dns_match() throws Exception {
        Advice advice = advice(new InboundFilter(auditor, 10), GOOD);

        assertThat(advice.kind()).isEqualTo(Advice.Kind.ACCEPT);
        assertThat(advice.reply()).isEmpty();
    }

    @Test
    void refuses_a_client_without_a_name_with_the_code_made_for_that() throws Exception {
        Advice advice = advice(new InboundFilter(auditor, 10), NAMELESS);

        assertThat(advice.kind()).isEqualTo(Advice.Kind.REFUSE);
        assertThat(advice.reply()).contains("550 5.7.25 reverse DNS validation failed");
    }

    @Test
    void lets_in_a_customers_line_and_says_so() throws Exception {
        Advice advice = advice(new InboundFilter(auditor, 10), CUSTOMER);

        assertThat(advice.kind()).isEqualTo(Advice.Kind.ACCEPT);
        assertThat(advice.why()).contains("192-0-2-33.dsl.example.org");
    }

    @Test
    void blames_no_client_for_a_dns_that_fails() throws Exception {
        Advice advice = advice(new InboundFilter(auditor, 10), DARK);

        assertThat(advice.kind()).isEqualTo(Advice.Kind.UNKNOWN);
        assertThat(advice.reply()).isEmpty();
    }

    @Test
    void goes_on_with_others_while_one_is_slow() throws Exception {
        InboundFilter filter = new InboundFilter(auditor, 10);
        CompletableFuture<Advice> slow = filter.judge(IpAddresses.parse(SLOW)).toCompletableFuture();
        dns.awaitQuestion(Zone.reverse(SLOW), RrType.PTR, Duration.ofSeconds(5));

        assertThat(advice(filter, GOOD).kind()).isEqualTo(Advice.Kind.ACCEPT);
        assertThat(slow).isNotDone();
        assertThat(slow.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Advice.Kind.UNKNOWN);
    }

    @Test
    void lets_through_unjudged_what_there_is_no_room_for() throws Exception {
        InboundFilter filter = new InboundFilter(auditor, 1);
        CompletableFuture<Advice> slow = filter.judge(IpAddresses.parse(SLOW)).toCompletableFuture();

        assertThat(advice(filter, NAMELESS)).isEqualTo(new Advice(Advice.Kind.UNKNOWN, "too many clients at once"));
        slow.get(20, TimeUnit.SECONDS);
        assertThat(advice(filter, GOOD).kind()).isEqualTo(Advice.Kind.ACCEPT);
    }

    @Test
    void runs_as_a_program() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        InboundFilterMain.run(
                auditor,
                new StringReader(GOOD + "\n" + NAMELESS + "\nmx.example.org\n"),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(GOOD + " ACCEPT: "))
                .anyMatch(line -> line.startsWith(NAMELESS + " REFUSE: "))
                .contains("not an address");
    }

    private static Advice advice(InboundFilter filter, String client) throws Exception {
        return filter.judge(IpAddresses.parse(client)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
