package io.mailsonde.examples.cli;

import io.mailsonde.MailHost;
import io.mailsonde.MailHostName;
import io.mailsonde.Plan;
import io.mailsonde.check.Check;
import io.mailsonde.dns.IpAddresses;
import io.mailsonde.probes.HostAddresses;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** One check of listeners; a host name stands for the listeners at each of its addresses. */
final class HostWork {
    private HostWork() {}

    static Work<?> of(Check<MailHost> check, TargetText target, int usual, Optional<String> served) {
        Plan<MailHost> plan = Plan.forEach(MailHost.class).with(List.of(check));
        return switch (target.form()) {
            case ADDRESS -> of(plan, target.text(), usual, served);
            case NAME -> named(plan, target.text(), usual, served);
            case LISTENER -> listener(plan, target.text(), usual, served);
            case NETWORK, CLIENT_IDENTITY, WEB_ORIGIN, MAILBOX, PATH ->
                throw new WrongUse(
                        target + " is " + target.form() + "; " + check.info().id()
                                + " is for a listener, such as mx1.example.org, 192.0.2.25:25 or [2001:db8::25]:587");
        };
    }

    private static Work<?> listener(Plan<MailHost> plan, String text, int usual, Optional<String> served) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        if (text.startsWith("[") || IpAddresses.isLiteral(host)) {
            InetSocketAddress address = Addresses.parse("the target", text, usual);
            return of(plan, IpAddresses.text(address.getAddress()), address.getPort(), served);
        }
        return named(plan, host, Addresses.port("the target", text.substring(colon + 1)), served);
    }

    private static Work<?> of(Plan<MailHost> plan, String literal, int port, Optional<String> served) {
        return Work.of(plan, serving(MailHost.of(literal, port), served));
    }

    private static Work<?> named(Plan<MailHost> plan, String name, int port, Optional<String> served) {
        return Work.of(
                Plan.forEach(MailHostName.class)
                        .each(HostAddresses.LISTENERS.map(found -> found.map(host -> serving(host, served))), plan),
                WrongUse.unless("target", () -> new MailHostName(name, port)));
    }

    private static MailHost serving(MailHost host, Optional<String> served) {
        return served.map(domain -> WrongUse.unless("--set " + Settings.SERVED_DOMAIN, () -> host.serving(domain)))
                .orElse(host);
    }
}
