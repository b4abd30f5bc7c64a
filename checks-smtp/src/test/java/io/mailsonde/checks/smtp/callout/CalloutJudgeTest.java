package io.mailsonde.checks.smtp.callout;

import static io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment.ACCEPTED;
import static io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment.AGAIN;
import static io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Confidence;
import io.mailsonde.Finding;
import io.mailsonde.FindingType;
import io.mailsonde.MailHost;
import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Dialogue;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Treatment;
import io.mailsonde.checks.smtp.callout.CalloutAnswers.Trial;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedSession;
import io.mailsonde.witness.WitnessedSession.Envelope;
import io.mailsonde.witness.WitnessedSession.Recipient;
import io.mailsonde.witness.WitnessedSession.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalloutJudgeTest {
    private static final MailHost HOST = MailHost.of("192.0.2.25", 25).serving("served.example");
    private static final Duration WINDOW = Duration.ofSeconds(90);
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final String UNVERIFIED =
            "450 4.1.7 <a@b>: Sender address rejected: unverified address: Address verification in progress";
    private static final String EXIM_REFUSED = "550 Sender verify failed";

    /** What was seen, and what has to be said of it. */
    record Row(
            String name,
            CalloutAnswers answers,
            Class<? extends Outcome> outcome,
            Optional<Reason> reason,
            Set<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static SmtpReply reply(String line, int millis) {
        return new SmtpReply(
                Integer.parseInt(line.substring(0, 3)),
                List.of(line.substring(4)),
                List.of(),
                line + "\r\n",
                line.length() + 2,
                Duration.ofMillis(millis));
    }

    private static Observed<Dialogue> said(String rcpt, int millis) {
        return Observed.saw(new Dialogue(reply("250 2.1.0 Ok", 1), Optional.of(reply(rcpt, millis))));
    }

    private static Trial trial(Treatment treatment, String rcpt, int millis, WitnessedSession... visits) {
        return new Trial(treatment, token(treatment), said(rcpt, millis), List.of(visits));
    }

    private static String token(Treatment treatment) {
        return treatment == AGAIN ? "wordaccepted" : "word" + treatment.name().toLowerCase(Locale.ROOT);
    }

    private static WitnessedSession asks(String sender, Stage stage, String... recipients) {
        List<Recipient> named = Arrays.stream(recipients)
                .map(address -> new Recipient(address, 250, NOON))
                .toList();
        return new WitnessedSession(
                IpAddresses.parse("192.0.2.26"),
                "mx.served.example",
                true,
                Optional.empty(),
                List.of(new Envelope(sender, named, stage)),
                true,
                NOON,
                Duration.ofMillis(20));
    }

    private static WitnessedSession callout(Treatment treatment) {
        return asks("", Stage.RCPT, address(treatment));
    }

    private static String address(Treatment treatment) {
        return token(treatment) + "@" + token(treatment) + ".witness.example";
    }

    private static CalloutAnswers answers(
            Observed<Dialogue> control, boolean witnessed, Duration watched, Trial... trials) {
        return new CalloutAnswers(
                IpAddresses.parse("198.51.100.9"),
                Optional.of("postmaster@served.example"),
                control,
                witnessed,
                List.of(trials),
                watched);
    }

    private static CalloutAnswers seen(Trial... trials) {
        return answers(said("250 2.1.5 Ok", 1), true, Duration.ofSeconds(1), trials);
    }

    private static CalloutAnswers watched(Trial... trials) {
        return answers(said("250 2.1.5 Ok", 1), true, WINDOW, trials);
    }

    private static Row fails(String name, CalloutAnswers answers, FindingType<?>... findings) {
        return new Row(name, answers, Outcome.Failed.class, Optional.empty(), ids(findings));
    }

    private static Row undecided(String name, CalloutAnswers answers, Reason reason, FindingType<?>... suspicions) {
        return new Row(name, answers, Outcome.Inconclusive.class, Optional.of(reason), ids(suspicions));
    }

    private static Set<String> ids(FindingType<?>... types) {
        Set<String> ids = new LinkedHashSet<>();
        Arrays.stream(types).forEach(type -> ids.add(type.id()));
        return ids;
    }

    static List<Row> rows() {
        return List.of(
                fails(
                        "asks, and goes by the answer",
                        seen(
                                trial(ACCEPTED, "250 2.1.5 Ok", 60, callout(ACCEPTED)),
                                trial(REFUSED, EXIM_REFUSED, 60, callout(REFUSED))),
                        SenderCallout.CALLS_BACK_SENDERS,
                        SenderCallout.CALLOUT_DECIDES_ACCEPTANCE),
                fails(
                        "asks, and does not mind",
                        seen(
                                trial(ACCEPTED, "250 2.1.5 Ok", 60, callout(ACCEPTED)),
                                trial(REFUSED, "250 2.1.5 Ok", 60, callout(REFUSED))),
                        SenderCallout.CALLS_BACK_SENDERS),
                fails(
                        "refuses the second sender for another reason than a callout",
                        seen(
                                trial(ACCEPTED, "250 2.1.5 Ok", 60, callout(ACCEPTED)),
                                trial(REFUSED, "450 4.7.1 Greylisted", 60)),
                        SenderCallout.CALLS_BACK_SENDERS),
                fails(
                        "makes addresses up",
                        seen(trial(
                                ACCEPTED,
                                "250 Ok",
                                60,
                                asks("", Stage.RCPT, "mx-1795500000-testing@wordaccepted.witness.example"))),
                        SenderCallout.CALLS_BACK_SENDERS,
                        SenderCallout.CALLOUT_PROBES_RANDOM_RECIPIENTS),
                fails(
                        "asks for the postmaster as well",
                        seen(trial(
                                ACCEPTED,
                                "250 Ok",
                                60,
                                asks("", Stage.RCPT, address(ACCEPTED), "Postmaster@wordaccepted.witness.example"))),
                        SenderCallout.CALLS_BACK_SENDERS,
                        SenderCallout.CALLOUT_PROBES_POSTMASTER),
                fails(
                        "asks anew",
                        seen(
                                trial(ACCEPTED, "250 Ok", 60, callout(ACCEPTED)),
                                trial(AGAIN, "250 Ok", 60, callout(ACCEPTED))),
                        SenderCallout.CALLS_BACK_SENDERS,
                        SenderCallout.CALLOUTS_NOT_CACHED),
                fails(
                        "asks once for two messages",
                        seen(trial(ACCEPTED, "250 Ok", 60, callout(ACCEPTED)), trial(AGAIN, "250 Ok", 1)),
                        SenderCallout.CALLS_BACK_SENDERS),
                new Row(
                        "nobody asks",
                        watched(trial(ACCEPTED, "250 Ok", 1), trial(REFUSED, "250 Ok", 1)),
                        Outcome.Passed.class,
                        Optional.empty(),
                        Set.of()),
                new Row(
                        "a bounce is no callout",
                        watched(trial(ACCEPTED, "250 Ok", 1, asks("", Stage.MESSAGE, address(ACCEPTED)))),
                        Outcome.Passed.class,
                        Optional.empty(),
                        Set.of()),
                new Row(
                        "nor is a message",
                        watched(trial(ACCEPTED, "250 Ok", 1, asks("a@b.example", Stage.MESSAGE, address(ACCEPTED)))),
                        Outcome.Passed.class,
                        Optional.empty(),
                        Set.of()),
                new Row(
                        "who names no recipient asks for nobody",
                        watched(trial(ACCEPTED, "250 Ok", 1, asks("", Stage.MAIL))),
                        Outcome.Passed.class,
                        Optional.empty(),
                        Set.of()),
                undecided(
                        "speaks of it, and nobody was seen",
                        watched(trial(ACCEPTED, UNVERIFIED, 6_000), trial(REFUSED, UNVERIFIED, 6_000)),
                        Reason.UNPROVEN,
                        SenderCallout.CALLS_BACK_SENDERS),
                undecided(
                        "the same without a witness",
                        answers(said("250 Ok", 1), false, Duration.ZERO, trial(ACCEPTED, UNVERIFIED, 6_000)),
                        Reason.UNPROVEN,
                        SenderCallout.CALLS_BACK_SENDERS),
                undecided(
                        "without a witness a yes says nothing",
                        answers(said("250 Ok", 1), false, Duration.ZERO, trial(ACCEPTED, "250 Ok", 1)),
                        Reason.NO_CONTROL),
                undecided(
                        "greylisting",
                        watched(
                                trial(ACCEPTED, "450 4.7.1 Greylisted, come back later", 1),
                                trial(REFUSED, "450 4.7.1 Greylisted", 1)),
                        Reason.TEMPORARILY_REFUSED),
                undecided(
                        "SPF", watched(trial(ACCEPTED, "550 5.7.23 SPF validation failed", 1)), Reason.CLIENT_REFUSED),
                undecided(
                        "no postmaster", answers(said("550 5.1.1 unknown", 1), true, Duration.ZERO), Reason.NO_CONTROL),
                undecided(
                        "the control was missed",
                        answers(Observed.missed(Reason.CONNECTION_CLOSED, "it hung up"), true, Duration.ZERO),
                        Reason.CONNECTION_CLOSED),
                undecided(
                        "the trial was missed",
                        watched(new Trial(
                                ACCEPTED, token(ACCEPTED), Observed.missed(Reason.TIMED_OUT, "no answer"), List.of())),
                        Reason.TIMED_OUT),
                undecided(
                        "the window was cut short",
                        seen(trial(ACCEPTED, "250 Ok", 1), trial(REFUSED, "250 Ok", 1)),
                        Reason.DEADLINE_PASSED));
    }

    private static Outcome judge(CalloutAnswers answers) {
        return new CalloutJudge(HOST, answers, WINDOW).judge();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void says_what_was_seen(Row row) {
        Outcome outcome = judge(row.answers());

        assertThat(outcome).isInstanceOf(row.outcome());
        assertThat(outcome.findings()).extracting(Finding::id).containsExactlyInAnyOrderElementsOf(row.findings());
        assertThat(outcome.findings())
                .allMatch(finding -> finding.confidence()
                        == (outcome instanceof Outcome.Failed ? Confidence.CONFIRMED : Confidence.TENTATIVE));
        if (outcome instanceof Outcome.Inconclusive undecided) {
            assertThat(undecided.reason()).isEqualTo(row.reason().orElseThrow());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void the_order_of_trials_says_nothing(Row row) {
        List<Trial> trials = new ArrayList<>(row.answers().trials());
        Collections.shuffle(trials, new Random(7));
        CalloutAnswers shuffled = answers(
                row.answers().control(),
                row.answers().witnessed(),
                row.answers().watched(),
                trials.toArray(Trial[]::new));

        assertThat(judge(shuffled).findings())
                .extracting(Finding::id)
                .containsExactlyInAnyOrderElementsOf(row.findings());
    }

    @Test
    void each_finding_is_expected_in_a_row_and_forbidden_in_another() {
        for (FindingType<?> type : SenderCallout.FINDINGS) {
            assertThat(rows().stream().map(row -> row.findings().contains(type.id())))
                    .as(type.id())
                    .contains(true, false);
        }
    }

    static Stream<List<Object>> engines() {
        return Stream.of(
                List.of(Engine.POSTFIX, UNVERIFIED, 3_000, callout(ACCEPTED)),
                List.of(Engine.EXIM, EXIM_REFUSED, 30, callout(ACCEPTED)),
                List.of(
                        Engine.POSTFIX,
                        "250 Ok",
                        3_000,
                        asks("double-bounce@lab.example", Stage.RCPT, address(ACCEPTED))),
                List.of(Engine.POSTFIX, "250 Ok", 1_003, callout(ACCEPTED)),
                List.of(Engine.EXIM, "250 Ok", 57, callout(ACCEPTED)),
                List.of(
                        Engine.EXIM,
                        "250 Ok",
                        57,
                        asks("", Stage.RCPT, "mx-1795500000-testing@wordaccepted.witness.example")),
                List.of(Engine.OTHER, "250 Ok", 57, asks("verify@appliance.example", Stage.RCPT, address(ACCEPTED))));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void guesses_whose_way_it_is(List<Object> row) {
        Trial trial = trial(ACCEPTED, (String) row.get(1), (Integer) row.get(2), (WitnessedSession) row.get(3));

        assertThat(judge(seen(trial)).findings().get(0).args(SenderCallout.CALLS_BACK_SENDERS))
                .hasValueSatisfying(args -> assertThat(args.engine()).isEqualTo(row.get(0)));
    }
}
