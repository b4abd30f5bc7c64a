package io.mailsonde.checks.smtp.relay;

import io.mailsonde.MailHost;
import io.mailsonde.Reason;
import io.mailsonde.check.Step;
import io.mailsonde.checks.smtp.relay.ChannelRun.Opened;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.smtp.Logins;
import io.mailsonde.smtp.Smtp;
import io.mailsonde.smtp.SmtpSession;
import java.net.Inet4Address;
import java.util.List;

/** Ways to open a session on a channel. */
record Openings(MailHost host, RelayTools tools) {
    /** As anybody does; on port 465 inside TLS. */
    Step<Opened> plain(String helo) {
        return session().then(session -> greeted(session, helo));
    }

    /** With STARTTLS, whatever the certificate. */
    Step<Opened> startTls(String helo) {
        return session()
                .then(session -> session.ehlo(name(helo))
                        .then(ehlo -> session.startTls(host.name()))
                        .then(secured -> greeted(session, helo)));
    }

    /** After a claim to come from elsewhere. Who takes it greets anew; a 250 is that of a host that says yes to everything. */
    Step<Opened> xclient(String claimed) {
        return session()
                .then(session -> session.ehlo(name(""))
                        .then(ehlo -> session.command("XCLIENT NAME=localhost ADDR=" + claimed))
                        .then(answer -> answer.code() == 220 && answer.usable()
                                ? session.ehlo(name("")).map(ehlo -> new Opened(session, answer))
                                : Step.missed(Reason.NOT_APPLICABLE, "XCLIENT was answered with " + answer)));
    }

    /** After the header of a proxy that vouches for an address (version 1 of the protocol, which those that know version 2 read as well). */
    Step<Opened> proxied(String claimed, String helo) {
        boolean v4 = host.address() instanceof Inet4Address;
        String source = claimed.replace("IPV6:", "");
        String header = "PROXY " + (v4 ? "TCP4 " : "TCP6 ") + source + " " + IpAddresses.text(host.address())
                + " 40000 " + host.port() + "\r\n";
        return tools.smtp()
                .connectAfter(host, header)
                .then(session -> Step.of(session.welcomed()))
                .then(session -> greeted(session, helo));
    }

    /** After a login with a user and a password that are words of ours. */
    Step<Opened> login(Logins logins) {
        Step<SmtpSession> inside = host.port() == Smtp.SUBMISSIONS
                ? session()
                : session()
                        .then(session -> session.ehlo(name(""))
                                .then(ehlo -> session.startTls(host.name()))
                                .map(secured -> session));
        return inside.then(session -> session.ehlo(name("")).then(ehlo -> {
            if (!ehlo.parameters("AUTH").orElse("").contains("PLAIN")) {
                return Step.missed(Reason.NOT_APPLICABLE, "AUTH PLAIN is not offered");
            }
            return logins.plain(session, tools.here().token(), tools.here().token())
                    .then(answer -> answer.positive()
                            ? Step.saw(new Opened(session, answer))
                            : Step.missed(
                                    Reason.NOT_APPLICABLE, "a login that nobody has was answered with " + answer));
        }));
    }

    /** The addresses that a host is likely to trust: loopback, and its own. */
    List<String> claims() {
        return host.address() instanceof Inet4Address
                ? List.of("127.0.0.1", IpAddresses.text(host.address()))
                : List.of("IPV6:::1", "IPV6:" + IpAddresses.text(host.address()));
    }

    private Step<SmtpSession> session() {
        return tools.smtp().connect(host).then(session -> Step.of(session.welcomed()));
    }

    private Step<Opened> greeted(SmtpSession session, String helo) {
        return session.ehlo(name(helo))
                .then(ehlo -> ehlo.reply().positive()
                        ? Step.saw(new Opened(session, ehlo.reply()))
                        : Step.missed(
                                ehlo.reply().permanentNegative() ? Reason.CLIENT_REFUSED : Reason.TEMPORARILY_REFUSED,
                                "our greeting was answered with " + ehlo.reply()));
    }

    private String name(String helo) {
        return helo.isEmpty() ? tools.smtp().helo() : helo;
    }
}
