package io.mailsonde.checks.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mailsonde.Outcome;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Controls;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.ReplyViolation;
import io.mailsonde.smtp.SmtpReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever was seen: the judge comes to an outcome, the order of the forms changes nothing, and there is no pass without its control. */
class RelayJudgeProperties {
    private static Arbitrary<SmtpReply> replies() {
        Arbitrary<String> texts = Arbitraries.of(
                "ok",
                "5.7.1 relay denied",
                "greylisted",
                "authentication required",
                "Must issue STARTTLS",
                "blocked",
                "\0\u001b[31m");
        return Combinators.combine(
                        Arbitraries.of(0, 220, 250, 251, 354, 421, 450, 530, 550, 554, 999),
                        texts,
                        Arbitraries.of(ReplyViolation.values()).list().ofMaxSize(1))
                .as((code, text, violations) ->
                        new SmtpReply(code, List.of(text), violations, text, text.length(), Duration.ZERO));
    }

    private static Arbitrary<Observed<Dialogue>> dialogues() {
        Arbitrary<Observed<Dialogue>> misses = Arbitraries.of(
                        Reason.TIMED_OUT, Reason.CONNECTION_CLOSED, Reason.TOO_MUCH_DATA)
                .map(reason -> Observed.missed(reason, "nothing came"));
        Arbitrary<Optional<Messages.Sent>> messages = Combinators.combine(
                        replies(), replies().optional())
                .as(Messages.Sent::new)
                .optional();
        Arbitrary<Observed<Dialogue>> seen = Combinators.combine(
                        replies(), replies().optional(), messages)
                .as((mail, rcpt, message) -> Observed.saw(new Dialogue(mail, rcpt, message)));
        return Arbitraries.oneOf(seen, misses);
    }

    private static Arbitrary<FormAnswer> forms() {
        return Combinators.combine(Arbitraries.of(RelayForms.all()), dialogues(), Arbitraries.of(0, 1, 2))
                .as((form, dialogue, delivery) -> switch (delivery) {
                    case 0 -> Answers.form(form.id(), dialogue);
                    case 1 -> Answers.form(form.id(), dialogue, Observed.missed(Reason.TIMED_OUT, "it did not arrive"));
                    default -> Answers.arrived(form.id(), "192.0.2.25");
                });
    }

    @Provide
    Arbitrary<RelayAnswers> seen() {
        Arbitrary<Controls> controls = Combinators.combine(dialogues(), dialogues(), dialogues())
                .as((postmaster, unknown, invalid) ->
                        new Controls(Optional.of("example.org"), postmaster, unknown, invalid));
        Arbitrary<ChannelAnswers> channels = Combinators.combine(
                        Arbitraries.of(Channel.values()),
                        controls,
                        forms().list().ofMaxSize(6))
                .as((channel, control, answers) ->
                        Answers.channel(channel, control, answers.toArray(FormAnswer[]::new)));
        return channels.list()
                .ofMaxSize(4)
                .map(all -> new RelayAnswers(
                        IpAddresses.parse("198.51.100.9"), Optional.of("witness.example"), true, true, all));
    }

    @Property(tries = 500)
    void the_order_of_forms_changes_no_finding(@ForAll("seen") RelayAnswers seen, @ForAll Random random) {
        Outcome outcome = RelayJudge.judge(Answers.HOST, seen);
        List<ChannelAnswers> shuffled = seen.channels().stream()
                .map(channel -> {
                    List<FormAnswer> forms = new ArrayList<>(channel.forms());
                    Collections.shuffle(forms, random);
                    return new ChannelAnswers(
                            channel.channel(), channel.opening(), channel.controls(), forms, channel.stopped());
                })
                .toList();
        Outcome again = RelayJudge.judge(
                Answers.HOST,
                new RelayAnswers(seen.from(), seen.foreignDomain(), seen.witnessed(), seen.delivering(), shuffled));

        assertThat(again).hasSameClassAs(outcome);
        assertThat(ids(again)).isEqualTo(ids(outcome));
    }

    private static List<String> ids(Outcome outcome) {
        return outcome.findings().stream()
                .map(finding -> finding.id() + finding.confidence())
                .sorted()
                .collect(Collectors.toList());
    }

    @Property(tries = 500)
    void nothing_passes_without_a_postmaster_and_nothing_that_arrived_passes(@ForAll("seen") RelayAnswers seen) {
        Outcome outcome = RelayJudge.judge(Answers.HOST, seen);

        if (outcome instanceof Outcome.Passed) {
            assertThat(seen.channels())
                    .anyMatch(channel -> channel.controls()
                            .postmaster()
                            .seen()
                            .filter(Dialogue::recipientTaken)
                            .isPresent());
            assertThat(seen.channels().stream().flatMap(channel -> channel.forms().stream()))
                    .noneMatch(form -> form.delivery().seen().isPresent());
        }
    }
}
