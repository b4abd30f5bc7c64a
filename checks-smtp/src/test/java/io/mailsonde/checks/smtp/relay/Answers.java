package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Channel;
import io.mailsonde.checks.smtp.relay.RelayAnswers.ChannelAnswers;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Controls;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Dialogue;
import io.mailsonde.checks.smtp.relay.RelayAnswers.FormAnswer;
import io.mailsonde.checks.smtp.relay.RelayAnswers.Stop;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Observations as they come from a look, made by hand. */
final class Answers {
    static final MailHost HOST = MailHost.of("192.0.2.25", 25).serving("example.org");

    private Answers() {}

    static SmtpReply reply(String line) {
        return new SmtpReply(
                Integer.parseInt(line.substring(0, 3)),
                List.of(line.substring(Math.min(4, line.length()))),
                List.of(),
                line + "\r\n",
                line.length() + 2,
                Duration.ofMillis(5));
    }

    static Observed<Dialogue> rcpt(String reply) {
        return Observed.saw(new Dialogue(reply("250 ok"), Optional.of(reply(reply)), Optional.empty()));
    }

    static Observed<Dialogue> mail(String reply) {
        return Observed.saw(new Dialogue(reply(reply), Optional.empty(), Optional.empty()));
    }

    static Observed<Dialogue> data(String data, String end) {
        Optional<SmtpReply> last = end.isEmpty() ? Optional.empty() : Optional.of(reply(end));
        return Observed.saw(new Dialogue(
                reply("250 ok"), Optional.of(reply("250 ok")), Optional.of(new Messages.Sent(reply(data), last))));
    }

    static Observed<Dialogue> miss(Reason reason) {
        return Observed.missed(reason, "nothing came");
    }

    static FormAnswer form(String id, Observed<Dialogue> dialogue) {
        return form(id, dialogue, Observed.missed(Reason.NOT_OBSERVED, "no message was accepted"));
    }

    static FormAnswer form(String id, Observed<Dialogue> dialogue, Observed<WitnessedMessage> delivery) {
        return new FormAnswer(id, "<s@witness.example>", "<t@witness.example>", dialogue, false, delivery);
    }

    static FormAnswer late(String id) {
        return form(id, data("354 go", "250 queued"), Observed.missed(Reason.TIMED_OUT, "nothing arrived within 20 s"));
    }

    static FormAnswer arrived(String id, String egress) {
        return arrived(id, egress, 1);
    }

    static FormAnswer arrived(String id, String egress, int hops) {
        return form(
                id,
                data("354 go", "250 queued"),
                Observed.saw(new WitnessedMessage(
                        "t",
                        IpAddresses.parse(egress),
                        "mx.example.org",
                        Optional.empty(),
                        "s@witness.example",
                        List.of("t@witness.example"),
                        Collections.nCopies(hops, "from us by them"),
                        "Subject: test\r\n",
                        15,
                        Instant.EPOCH)));
    }

    /** The controls of a host in order. */
    static Controls inOrder() {
        return controls("250 ok", "550 no such user", "554 relay denied");
    }

    static Controls controls(String postmaster, String unknown, String invalid) {
        return new Controls(Optional.of("example.org"), rcpt(postmaster), rcpt(unknown), rcpt(invalid));
    }

    static ChannelAnswers channel(Channel channel, Controls controls, FormAnswer... forms) {
        return new ChannelAnswers(
                channel, Observed.saw(reply("250 mx.example.org")), controls, List.of(forms), Optional.empty());
    }

    static ChannelAnswers stopped(Channel channel, Reason reason, FormAnswer... forms) {
        Stop stop = new Stop(reason, "it said enough");
        // a channel without forms is one that did not open
        Observed<SmtpReply> opening =
                forms.length == 0 ? Observed.missed(reason, stop.detail()) : Observed.saw(reply("250 mx.example.org"));
        return new ChannelAnswers(channel, opening, inOrder(), List.of(forms), Optional.of(stop));
    }

    static RelayAnswers seen(ChannelAnswers... channels) {
        return new RelayAnswers(
                IpAddresses.parse("198.51.100.9"), Optional.of("witness.example"), true, true, List.of(channels));
    }
}
