package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.ChannelRun.Opened;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.EhloReply;
import io.mailsonde.smtp.Logins;
import io.mailsonde.smtp.SmtpReply;
import io.mailsonde.smtp.SmtpSession;
import java.net.Inet4Address;
import java.util.List;
import java.util.function.Function;

/** Ways to open a session on a channel. */
record Openings(MailHost host, RelayTools tools) {
    /** As anybody does; on port 465 inside TLS. */
    Step<Opened> plain(String helo) {
        return welcomed(connect(), session -> greeted(session, helo));
    }

    /** With STARTTLS, whatever the certificate. */
    Step<Opened> startTls(String helo) {
        return welcomed(connect(), session -> secured(session, helo).then(inside -> greeted(session, helo)));
    }

    /** After a claim to come from elsewhere, in the clear or inside TLS. Who takes it greets anew; a 250 is that of a host that says yes to everything. */
    Step<Opened> xclient(String claimed, boolean afterStartTls) {
        return welcomed(
                connect(),
                session -> (afterStartTls ? secured(session, "") : Step.saw(session))
                        .then(same -> session.ehlo(name("")))
                        .then(ehlo -> session.command("XCLIENT NAME=localhost ADDR=" + claimed))
                        .then(answer -> answer.code() == 220 && answer.usable()
                                ? session.ehlo(name("")).map(ehlo -> new Opened(session, answer, ehlo))
                                : refused("XCLIENT", answer)));
    }

    /** After the header of a proxy that vouches for an address (version 1 of the protocol, which those that know version 2 read as well). */
    Step<Opened> proxied(String claimed, String helo) {
        boolean v4 = host.address() instanceof Inet4Address;
        String source = claimed.replace("IPV6:", "");
        String header = "PROXY " + (v4 ? "TCP4 " : "TCP6 ") + source + " " + IpAddresses.text(host.address())
                + " 40000 " + host.port() + "\r\n";
        // who takes the header for a command answers that one where the answer to EHLO is awaited
        return welcomed(
                tools.smtp().connectAfter(host, header),
                session -> session.ehlo(name(helo))
                        .then(ehlo -> ehlo.refusedEhlo()
                                .map(answer -> refused("the header of a proxy", answer))
                                .orElseGet(() -> opened(session, ehlo))));
    }

    /** After a login with a user and a password that are words of ours; never outside TLS. */
    Step<Opened> login(Logins logins) {
        return welcomed(connect(), session -> {
            Step<SmtpSession> inside = session.tls() ? Step.saw(session) : secured(session, "");
            return inside.then(same -> session.ehlo(name(""))).then(ehlo -> {
                if (!ehlo.parameters("AUTH").orElse("").contains("PLAIN")) {
                    return Step.missed(Reason.NOT_APPLICABLE, "AUTH PLAIN is not offered");
                }
                return logins.plain(session, tools.here().token(), tools.here().token())
                        .then(answer -> answer.code() == 235 && answer.usable()
                                ? Step.saw(new Opened(session, answer, ehlo))
                                : refused("a login that nobody has", answer));
            });
        });
    }

    /** The addresses that a host is likely to trust: loopback, and its own. */
    List<String> claims() {
        return host.address() instanceof Inet4Address
                ? List.of("127.0.0.1", IpAddresses.text(host.address()))
                : List.of("IPV6:::1", "IPV6:" + IpAddresses.text(host.address()));
    }

    private Step<SmtpSession> connect() {
        return tools.smtp().connect(host);
    }

    /** Goes on with a session that lets us in; one that comes to nothing is closed, since others wait for the connection. */
    private static Step<Opened> welcomed(Step<SmtpSession> connected, Function<SmtpSession, Step<Opened>> next) {
        return connected.then(session -> Step.of(session.welcomed())
                .then(next)
                .observed()
                .then(came -> {
                    if (came instanceof Observed.Missed) {
                        session.quit();
                    }
                    return Step.of(came);
                }));
    }

    private Step<SmtpSession> secured(SmtpSession session, String helo) {
        return session.ehlo(name(helo))
                .then(ehlo -> session.startTls(host.name()))
                .map(secured -> session);
    }

    private Step<Opened> greeted(SmtpSession session, String helo) {
        return session.ehlo(name(helo)).then(ehlo -> opened(session, ehlo));
    }

    /** A session that has been greeted, if the host takes the greeting. */
    static Step<Opened> opened(SmtpSession session, EhloReply ehlo) {
        SmtpReply answer = ehlo.reply();
        return answer.positive()
                ? Step.saw(new Opened(session, answer, ehlo))
                : Step.missed(
                        answer.permanentNegative() ? Reason.CLIENT_REFUSED : Reason.TEMPORARILY_REFUSED,
                        "our greeting was answered with " + answer);
    }

    /** A no is an answer; a not now is none. */
    private static Step<Opened> refused(String what, SmtpReply answer) {
        return Step.missed(
                answer.transientNegative() ? Reason.TEMPORARILY_REFUSED : Reason.NOT_APPLICABLE,
                what + " was answered with " + answer);
    }

    private String name(String helo) {
        return helo.isEmpty() ? tools.smtp().helo() : helo;
    }
}
