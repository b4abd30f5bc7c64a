package io.mailsonde.probes;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Probe;
import io.mailsonde.check.Step;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.Smtp;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a mail host says to anybody, in one session: its greeting, what it offers, its certificate, and what it offers inside TLS. Many checks judge it,
 * so that the host is visited once.
 *
 * @param from the address that we connected from
 * @param implicitTls the handshake that came before the greeting (RFC 8314, section 3); empty in the clear
 * @param greeting the whole greeting, whatever its code
 * @param ehlo what it says to our EHLO or HELO; missed where the greeting lets nobody in
 * @param startTls what came of STARTTLS; missed as {@code NOT_APPLICABLE} where it is not offered
 */
public record SmtpSurvey(
        InetAddress from,
        Optional<TlsHandshake> implicitTls,
        SmtpReply greeting,
        Observed<EhloReply> ehlo,
        Observed<Upgraded> startTls) {
    /** Looks once; to be asked for the {@linkplain MailHost#listener() listener}. */
    public static final Probe<MailHost, SmtpSurvey> PROBE = Probe.of(
                    "smtp.survey", MailHost.class, SmtpSurvey.class, Smtp.SMTP, SmtpSurvey::look)
            .sharedBy(MailHost::listener);

    /**
     * A session that went on inside TLS.
     *
     * @param answer the answer to STARTTLS
     * @param handshake the handshake, with the certificates
     * @param ehlo what the host says to EHLO inside
     */
    public record Upgraded(SmtpReply answer, TlsHandshake handshake, Observed<EhloReply> ehlo) {}

    private static Step<SmtpSurvey> look(MailHost host, Smtp smtp) {
        return smtp.connect(host)
                .then(session -> Step.of(session.welcomed())
                        .then(welcome -> session.ehlo(smtp.helo()))
                        .observed()
                        .then(ehlo -> upgraded(host, smtp, session, ehlo)
                                .observed()
                                .map(tls -> {
                                    session.quit();
                                    return new SmtpSurvey(
                                            session.from(), session.implicitTls(), session.greeting(), ehlo, tls);
                                })));
    }

    private static Step<Upgraded> upgraded(MailHost host, Smtp smtp, SmtpSession session, Observed<EhloReply> said) {
        return Step.of(said).then(ehlo -> {
            if (!ehlo.offers("STARTTLS")) {
                return Step.missed(Reason.NOT_APPLICABLE, "STARTTLS is not offered");
            }
            return session.startTls(host.name())
                    .then(secured -> session.ehlo(smtp.helo())
                            .observed()
                            .map(inside -> new Upgraded(secured.answer(), secured.handshake(), inside)));
        });
    }

    /**
     * The name that the host calls itself.
     *
     * @return the first word of its greeting (RFC 5321, section 4.2), else of its answer to EHLO
     */
    public Optional<String> name() {
        return greeting.firstWord().or(() -> ehlo.seen().flatMap(EhloReply::name));
    }
}
