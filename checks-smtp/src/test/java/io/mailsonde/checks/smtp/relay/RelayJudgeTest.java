package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.checks.smtp.relay.Answers.arrived;
import static io.mailsonde.checks.smtp.relay.Answers.channel;
import static io.mailsonde.checks.smtp.relay.Answers.controls;
import static io.mailsonde.checks.smtp.relay.Answers.data;
import static io.mailsonde.checks.smtp.relay.Answers.form;
import static io.mailsonde.checks.smtp.relay.Answers.inOrder;
import static io.mailsonde.checks.smtp.relay.Answers.late;
import static io.mailsonde.checks.smtp.relay.Answers.mail;
import static io.mailsonde.checks.smtp.relay.Answers.miss;
import static io.mailsonde.checks.smtp.relay.Answers.rcpt;
import static io.mailsonde.checks.smtp.relay.Answers.seen;
import static io.mailsonde.checks.smtp.relay.Answers.stopped;
import static io.mailsonde.checks.smtp.relay.Expected.firm;
import static io.mailsonde.checks.smtp.relay.Expected.proved;
import static io.mailsonde.checks.smtp.relay.Expected.suspected;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.FindingType;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.dns.IpAddresses;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From rungs to outcomes, row by row. */
class RelayJudgeTest {
    private static final Observed<RelayAnswers.Dialogue> DENIED = rcpt("554 5.7.1 <t@w>: Relay access denied");
    private static final Observed<RelayAnswers.Dialogue> TAKEN = rcpt("250 2.1.5 ok");
    private static final Observed<RelayAnswers.Dialogue> QUEUED = data("354 go", "250 queued");

    /** What was seen, and what has to come of it: the findings with their confidence, and each other one is forbidden. */
    record Row(String name, RelayAnswers seen, Expected expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row passes(String name, RelayAnswers seen, String... notes) {
        return new Row(name, seen, Expected.passes(notes));
    }

    private static Row fails(String name, RelayAnswers seen, String... findings) {
        return new Row(name, seen, Expected.fails(findings));
    }

    private static Row undecided(String name, Reason reason, RelayAnswers seen, String... suspicions) {
        return new Row(name, seen, Expected.undecided(reason, suspicions));
    }

    private static ChannelAnswers clear(RelayAnswers.FormAnswer... forms) {
        return channel(Channel.CLEAR, inOrder(), forms);
    }

    private static RelayAnswers unwitnessed(ChannelAnswers... channels) {
        RelayAnswers answers = seen(channels);
        return new RelayAnswers(answers.from(), answers.foreignDomain(), false, true, answers.channels());
    }

    static List<Row> rows() {
        return List.of(
                passes("every form is refused and the postmaster is taken", seen(clear(form("stranger", DENIED)))),
                passes(
                        "a login is asked for",
                        seen(clear(form("stranger", mail("530 5.7.0 Authentication required"))))),
                passes("the message is refused at DATA", seen(clear(form("stranger", data("554 5.7.1 no", ""))))),
                passes("the message is refused at its end", seen(clear(form("stranger", data("354 go", "554 spam"))))),
                passes(
                        "a local part is taken like any other unknown one",
                        seen(channel(
                                Channel.CLEAR,
                                controls("250 ok", "250 ok", "554 no"),
                                form("percent-host", TAKEN),
                                form("quoted", QUEUED)))),
                passes(
                        "a 2xx that says in words that it will not relay to others is not looked at where RCPT is refused",
                        seen(clear(form("stranger", rcpt("550 5.7.1 we do not relay"))))),
                passes(
                        "TLS is asked for, and inside everything is refused",
                        seen(
                                clear(form("stranger", mail("530 5.7.0 Must issue a STARTTLS command first"))),
                                channel(Channel.STARTTLS, inOrder(), form("stranger", DENIED)))),
                passes(
                        "we stand in the host's own network",
                        new RelayAnswers(
                                IpAddresses.parse("192.0.2.7"),
                                Optional.of("witness.example"),
                                true,
                                true,
                                List.of(clear(form("stranger", DENIED)))),
                        firm(OpenRelay.INSIDE_VANTAGE)),
                fails(
                        "a message arrives",
                        seen(clear(arrived("stranger", "192.0.2.25"), form("quoted", DENIED))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS)),
                fails(
                        "a message arrives from a host that takes .invalid as well",
                        seen(channel(
                                Channel.CLEAR,
                                controls("250 ok", "250 ok", "250 ok"),
                                arrived("stranger", "192.0.2.25"))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS)),
                fails(
                        "a message arrives before the host says 421",
                        seen(stopped(Channel.CLEAR, Reason.RATE_LIMITED, arrived("stranger", "192.0.2.25"))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS)),
                fails(
                        "a message arrives from elsewhere, by way of another host",
                        seen(clear(arrived("stranger", "203.0.113.1", 2))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS),
                        firm(OpenRelay.RELAYS_THROUGH_ANOTHER_HOST)),
                fails(
                        "a message arrives from another address of the host: it passed no other",
                        seen(clear(arrived("stranger", "203.0.113.1"))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS)),
                fails(
                        "a message arrives only for a forged sender",
                        seen(clear(form("stranger", DENIED), arrived("served-sender", "192.0.2.25"))),
                        proved(OpenRelay.TRUSTS_FORGED_LOCAL_SENDER)),
                fails(
                        "a local part arrives although unknown local ones are taken",
                        seen(channel(
                                Channel.CLEAR,
                                controls("250 ok", "250 ok", "554 no"),
                                arrived("percent-host", "192.0.2.25"))),
                        proved(OpenRelay.DELIVERS_FOR_STRANGERS)),
                fails(
                        "a message is taken, nobody listens, and .invalid is refused",
                        unwitnessed(clear(form("stranger", QUEUED))),
                        firm(OpenRelay.ACCEPTS_MESSAGE_FOR_STRANGERS)),
                fails(
                        "XCLIENT is taken",
                        seen(
                                clear(form("stranger", DENIED)),
                                channel(Channel.XCLIENT, inOrder(), form("stranger", DENIED))),
                        firm(OpenRelay.XCLIENT_OPEN)),
                fails(
                        "a message arrives after XCLIENT",
                        seen(
                                clear(form("stranger", DENIED)),
                                channel(Channel.XCLIENT, inOrder(), arrived("stranger", "192.0.2.25"))),
                        proved(OpenRelay.XCLIENT_OPEN)),
                fails(
                        "a proxy header is taken",
                        seen(
                                stopped(Channel.CLEAR, Reason.CONNECTION_CLOSED),
                                channel(Channel.PROXY_HEADER, inOrder(), form("stranger", TAKEN))),
                        firm(OpenRelay.PROXY_HEADER_TRUSTED)),
                fails(
                        "any login opens it",
                        seen(
                                clear(form("stranger", DENIED)),
                                channel(Channel.LOGIN, inOrder(), form("stranger", TAKEN))),
                        firm(OpenRelay.RELAYS_AFTER_ANY_LOGIN)),
                undecided(
                        "any login is taken and opens nothing",
                        Reason.UNPROVEN,
                        seen(
                                clear(form("stranger", DENIED)),
                                channel(Channel.LOGIN, inOrder(), form("stranger", DENIED))),
                        suspected(OpenRelay.RELAYS_AFTER_ANY_LOGIN)),
                undecided(
                        "a recipient is taken and nothing is sent",
                        Reason.UNPROVEN,
                        seen(clear(form("stranger", TAKEN))),
                        suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT)),
                undecided(
                        "a message is taken and does not arrive",
                        Reason.UNPROVEN,
                        seen(clear(late("stranger"))),
                        suspected(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT)),
                undecided(
                        "everything is taken and nothing arrives",
                        Reason.UNPROVEN,
                        seen(channel(Channel.CLEAR, controls("250 ok", "250 ok", "250 ok"), late("stranger"))),
                        suspected(OpenRelay.ACCEPTS_EVERY_RECIPIENT)),
                undecided(
                        "the postmaster is refused as well",
                        Reason.NO_CONTROL,
                        seen(channel(Channel.CLEAR, controls("550 no", "550 no", "550 no"), form("stranger", DENIED)))),
                undecided(
                        "the postmaster is taken in the clear and refused inside TLS",
                        Reason.NO_CONTROL,
                        seen(
                                clear(form("stranger", DENIED)),
                                channel(
                                        Channel.STARTTLS,
                                        controls("550 no", "550 no", "550 no"),
                                        form("stranger", DENIED)))),
                undecided(
                        "only names below .invalid could be named",
                        Reason.NO_CONTROL,
                        new RelayAnswers(
                                IpAddresses.parse("198.51.100.9"),
                                Optional.empty(),
                                false,
                                false,
                                List.of(clear(form("stranger", DENIED))))),
                undecided(
                        "it is put off also the second time",
                        Reason.TEMPORARILY_REFUSED,
                        seen(clear(form("stranger", rcpt("450 4.7.1 greylisted"))))),
                undecided(
                        "a list has us",
                        Reason.CLIENT_REFUSED,
                        seen(clear(form(
                                "stranger", rcpt("554 5.7.1 Client host [198.51.100.9] blocked using bl.example"))))),
                undecided("no form was tried", Reason.NO_CONTROL, seen(clear())),
                passes(
                        "XCLIENT is offered and refused",
                        seen(clear(form("stranger", DENIED)), stopped(Channel.XCLIENT, Reason.NOT_APPLICABLE))),
                undecided(
                        "XCLIENT is offered and not answered",
                        Reason.TIMED_OUT,
                        seen(clear(form("stranger", DENIED)), stopped(Channel.XCLIENT, Reason.TIMED_OUT))),
                undecided(
                        "a login is put off",
                        Reason.TEMPORARILY_REFUSED,
                        seen(clear(form("stranger", DENIED)), stopped(Channel.LOGIN, Reason.TEMPORARILY_REFUSED))),
                undecided(
                        "421",
                        Reason.RATE_LIMITED,
                        seen(stopped(Channel.CLEAR, Reason.RATE_LIMITED, form("stranger", DENIED)))),
                undecided(
                        "a form stays without an answer",
                        Reason.CONNECTION_CLOSED,
                        seen(clear(form("stranger", DENIED), form("bang", miss(Reason.CONNECTION_CLOSED))))),
                undecided(
                        "TLS is asked for and does not come about",
                        Reason.TLS_FAILED,
                        seen(clear(form("stranger", mail("530 5.7.0 Must issue a STARTTLS command first"))))),
                undecided(
                        "a code that is none",
                        Reason.PROTOCOL_VIOLATION,
                        seen(clear(form("stranger", rcpt("350 what"))))));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void comes_out_as_the_table_says(Row row) {
        row.expected().check(RelayJudge.judge(Answers.HOST, row.seen()));
    }

    @Test
    void each_finding_is_expected_in_a_row_and_forbidden_in_another() {
        for (FindingType<?> type : OpenRelay.check().info().findings()) {
            assertThat(rows()).as(type.id()).anyMatch(row -> row.expected().has(type));
            assertThat(rows()).as(type.id()).anyMatch(row -> !row.expected().has(type));
        }
    }

    @Test
    void what_may_be_a_mailbox_of_the_host_itself_proves_nothing_firm() {
        // the unknown recipient was named at the served domain; the host may take any at its own name
        Outcome came = RelayJudge.judge(
                Answers.HOST,
                seen(channel(
                        Channel.CLEAR,
                        inOrder(),
                        form("stranger", rcpt("554 relay denied")),
                        form("percent-host", data("354 go", "250 queued")))));

        Expected.undecided(Reason.UNPROVEN, suspected(OpenRelay.ACCEPTS_MESSAGE_FOR_STRANGERS))
                .check(came);
    }

    @Test
    void what_was_taken_is_not_said_to_have_been_refused() {
        Outcome came = RelayJudge.judge(
                Answers.HOST,
                seen(channel(
                        Channel.CLEAR,
                        controls("250 ok", "250 ok", "554 relay denied"),
                        form("stranger", rcpt("554 relay denied")),
                        form("percent-host", rcpt("250 ok")))));

        assertThat(came)
                .isInstanceOfSatisfying(
                        Outcome.Passed.class,
                        passed -> assertThat(passed.basis())
                                .startsWith("refused 1 form of a foreign recipient, took 1 as a mailbox of its own"));
    }

    @Test
    void a_530_in_a_text_is_not_a_530() {
        // nmap takes any "530" for a wish to log in, also in the queue id of a 250
        RelayAnswers seen = seen(clear(form("stranger", rcpt("250 2.1.0 OK a6si4530125wrt.42"))));

        assertThat(RelayJudge.judge(Answers.HOST, seen).findings())
                .extracting(finding -> finding.id())
                .containsExactly(OpenRelay.ACCEPTS_FOREIGN_RECIPIENT.id());
    }

    @Test
    void the_catalogue_has_each_form_once_and_all_of_the_classics() {
        assertThat(RelayForms.all()).extracting(RelayForm::id).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(
                        RelayForms.all().stream().map(RelayForm::recipient).toList()))
                .contains(
                        "<{T}@{C}>",
                        "<{T}%{C}@{I}>",
                        "<{T}%{C}@{H}>",
                        "<\"{T}@{C}\">",
                        "<\"{T}%{C}\">",
                        "<{T}@{C}@{I}>",
                        "<\"{T}@{C}\"@{I}>",
                        "<{T}@{C}@{H}>",
                        "<@{I}:{T}@{C}>",
                        "<@{H}:{T}@{C}>",
                        "<{C}!{T}>",
                        "<{C}!{T}@{I}>",
                        "<{C}!{T}@{H}>",
                        "{T}@{C}",
                        "<{T}@{C}@>");
    }

    @Test
    void a_recipient_without_a_foreign_domain_at_its_end_may_be_a_local_one() {
        assertThat(RelayForms.all().stream().filter(RelayForm::mayBeLocal).map(RelayForm::id))
                .contains("percent-host", "quoted", "bang", "trailing-at", "percent-unqualified", "double-at-literal")
                .doesNotContain(
                        "stranger",
                        "route-host",
                        "route-two-hops",
                        "no-brackets",
                        "trailing-dot",
                        "trailing-space",
                        "parameters");
    }
}
