package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.smtp.Messages;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.witness.WitnessedMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a host answered to requests to relay, and what arrived.
 *
 * @param from the address that we connected from
 * @param foreignDomain the domain of the recipients that we named: the witness's or our own; empty where only names below {@code .invalid} could be named
 * @param witnessed whether a witness listened for what would arrive
 * @param delivering whether messages could be sent
 * @param channels what was answered on each channel, in the order in which they were tried
 */
public record RelayAnswers(
        InetAddress from,
        Optional<String> foreignDomain,
        boolean witnessed,
        boolean delivering,
        List<ChannelAnswers> channels) {
    /** Looks anew in every run, since it uses fresh tokens and may deliver; at a listener once, however many domains it serves. */
    public static final Probe<MailHost, RelayAnswers> PROBE = Probe.of(
                    "smtp.relay-answers",
                    MailHost.class,
                    RelayAnswers.class,
                    RelayTools.CAPABILITY,
                    (host, tools) -> new RelayLook(host, tools).look())
            .freshEachRun()
            .sharedBy(host -> new InetSocketAddress(host.address(), host.port()));

    /** How a host was reached. */
    public enum Channel {
        /** In the clear. */
        CLEAR,
        /** Inside TLS, after STARTTLS. */
        STARTTLS,
        /** Inside TLS from the beginning (RFC 8314, section 3.3). */
        IMPLICIT_TLS,
        /** After an XCLIENT command that claims the host's own network. */
        XCLIENT,
        /** After a PROXY header that claims the host's own network. */
        PROXY_HEADER,
        /** After a login with credentials that nobody has. */
        LOGIN
    }

    /**
     * One channel.
     *
     * @param channel which
     * @param opening the reply that opened it, to the last thing that is said before our envelopes: EHLO, XCLIENT or AUTH; missed where it did not open
     * @param controls what gives refusals their meaning
     * @param forms what was answered to each form, in the order of the catalogue
     * @param stopped why not all of it was done; empty where all was
     */
    public record ChannelAnswers(
            Channel channel,
            Observed<SmtpReply> opening,
            Controls controls,
            List<FormAnswer> forms,
            Optional<Stop> stopped) {
        /** Copies the forms. */
        public ChannelAnswers {
            forms = List.copyOf(forms);
        }
    }

    /**
     * Why a channel was left early.
     *
     * @param reason the reason
     * @param detail for a person
     */
    public record Stop(Reason reason, String detail) {}

    /**
     * The controls of a channel.
     *
     * @param servedDomain the domain whose postmaster was named
     * @param postmaster the answer to a recipient that every host takes (RFC 5321, section 4.5.1)
     * @param unknownLocal the answer to a recipient of that domain that nobody is
     * @param invalid the answer to a recipient below {@code .invalid} (RFC 6761, section 6.4)
     */
    public record Controls(
            Optional<String> servedDomain,
            Observed<Dialogue> postmaster,
            Observed<Dialogue> unknownLocal,
            Observed<Dialogue> invalid) {
        static Controls none(Reason reason, String detail) {
            return new Controls(
                    Optional.empty(),
                    Observed.missed(reason, detail),
                    Observed.missed(reason, detail),
                    Observed.missed(reason, detail));
        }
    }

    /**
     * What was answered to an envelope.
     *
     * @param mail the reply to MAIL
     * @param rcpt the reply to RCPT; empty where MAIL was refused
     * @param message the replies to the message; empty where none was sent
     */
    public record Dialogue(SmtpReply mail, Optional<SmtpReply> rcpt, Optional<Messages.Sent> message) {
        /** The reply that decided: the last one that was given. */
        SmtpReply decisive() {
            return message.map(sent -> sent.end().orElse(sent.data()))
                    .or(() -> rcpt)
                    .orElse(mail);
        }

        boolean recipientTaken() {
            return rcpt.filter(SmtpReply::positive).isPresent();
        }

        boolean messageTaken() {
            return message.filter(Messages.Sent::accepted).isPresent();
        }

        boolean deferred() {
            return decisive().transientNegative();
        }
    }

    /**
     * One form.
     *
     * @param form its name in the catalogue
     * @param sender what followed {@code MAIL FROM:}
     * @param recipient what followed {@code RCPT TO:}
     * @param dialogue what was answered
     * @param retried whether it was put off at first and this is the answer to a later attempt
     * @param delivery what arrived at the witness; missed where nothing did or nothing was to be expected
     */
    public record FormAnswer(
            String form,
            String sender,
            String recipient,
            Observed<Dialogue> dialogue,
            boolean retried,
            Observed<WitnessedMessage> delivery) {}

    /** Copies the channels. */
    public RelayAnswers {
        channels = List.copyOf(channels);
    }
}
