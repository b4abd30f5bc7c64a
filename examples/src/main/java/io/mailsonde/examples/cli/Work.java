package io.mailsonde.examples.cli;

import io.mailsonde.Auditor;
import io.mailsonde.HostAddress;
import io.mailsonde.HostName;
import io.mailsonde.MailDomain;
import io.mailsonde.Plan;
import io.mailsonde.Run;
import io.mailsonde.Target;
import io.mailsonde.TargetSource;
import io.mailsonde.check.Check;
import io.mailsonde.probes.HostAddresses;
import java.util.List;

/**
 * What a command is to do.
 *
 * @param plan which checks
 * @param targets on what
 * @param <T> the kind of target
 */
record Work<T extends Target>(Plan<T> plan, TargetSource<T> targets) {
    static <T extends Target> Work<T> of(Plan<T> plan, T target) {
        return new Work<>(plan, TargetSource.of(List.of(target)));
    }

    /** One check of addresses; a host name stands for each of its addresses. */
    static Work<?> ofAddresses(Check<? super HostAddress> check, TargetText target, HostAddress.Role role) {
        String id = check.info().id();
        Plan<HostAddress> plan = Plan.forEach(HostAddress.class).with(List.of(check));
        return switch (target.form()) {
            case ADDRESS -> of(plan, HostAddress.of(target.text()).as(role));
            case NAME ->
                of(
                        Plan.forEach(HostName.class)
                                .each(HostAddresses.TARGETS.map(found -> found.map(address -> address.as(role))), plan),
                        WrongUse.unless("target", () -> HostName.of(target.text())));
            case LISTENER ->
                throw refused(id, target, "the same for all ports of an address: leave out port and brackets");
            case NETWORK -> throw refused(id, target, "for one host at a time: name an address of the network");
            case CLIENT_IDENTITY ->
                throw refused(id, target, "about the address alone: leave out the slash and what follows");
            case WEB_ORIGIN, MAILBOX, PATH ->
                throw refused(id, target, "for an address or a host name, such as 192.0.2.25");
        };
    }

    /** A plan for a mail domain. */
    static Work<MailDomain> ofDomain(Plan<MailDomain> plan, TargetText target) {
        return switch (target.form()) {
            case NAME -> of(plan, WrongUse.unless("domain", () -> MailDomain.of(target.text())));
            case MAILBOX -> throw new WrongUse(target + " is a mail address; give the domain behind the @");
            case ADDRESS ->
                throw new WrongUse(target
                        + " is an address, and a mail domain is wanted, such as example.org; for one address there is 'mailsonde check dns.fcrdns "
                        + target.text() + "'");
            default ->
                throw new WrongUse(
                        target + " is " + target.form() + ", and a mail domain is wanted, such as example.org");
        };
    }

    private static WrongUse refused(String check, TargetText target, String why) {
        return new WrongUse(target + " is " + target.form() + "; " + check + " is " + why);
    }

    Run on(Auditor auditor) {
        return auditor.run(plan, targets);
    }
}
