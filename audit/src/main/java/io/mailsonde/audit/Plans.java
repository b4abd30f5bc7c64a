package io.mailsonde.audit;

import io.mailsonde.HostAddress;
import io.mailsonde.MailDomain;
import io.mailsonde.MailHost;
import io.mailsonde.MailHostName;
import io.mailsonde.Plan;
import io.mailsonde.Practice;
import io.mailsonde.Target;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.checks.dns.DnsChecks;
import io.mailsonde.checks.smtp.SmtpChecks;
import io.mailsonde.probes.HostAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The assembled plans: which of this library's checks apply to a mail domain, and to what of it. */
public final class Plans {
    private static final int SMTP_PORT = 25;

    private Plans() {}

    /**
     * The eleven practices of the article, for a mail domain.
     *
     * @return the plan
     */
    public static Plan.OfDomain elevenPractices() {
        return forDomain(check -> check.practice() != Practice.MODERN_MAIL);
    }

    /**
     * Everything that applies to a mail domain.
     *
     * @return the plan
     */
    public static Plan.OfDomain everything() {
        return forDomain(check -> true);
    }

    /**
     * Some of the checks that apply to a mail domain, to the addresses of its mail exchangers and to their listeners.
     *
     * @param wanted which of them
     * @return the plan; without any check where none is wanted
     */
    public static Plan.OfDomain forDomain(Predicate<? super CheckInfo> wanted) {
        return forDomain(wanted, SMTP_PORT);
    }

    /**
     * The same with mail exchangers that listen on another port, as in a laboratory.
     *
     * @param wanted which of the checks
     * @param port the port of SMTP, 1 to 65535
     * @return the plan; without any check where none is wanted
     */
    public static Plan.OfDomain forDomain(Predicate<? super CheckInfo> wanted, int port) {
        Plan.OfDomain plan = Plan.forDomain().with(some(MailDomain.class, wanted));
        Plan<HostAddress> ofAddresses = each(HostAddress.class, wanted);
        if (!ofAddresses.allChecks().isEmpty()) {
            plan = plan.eachAddress(ofAddresses);
        }
        Plan<MailHost> ofHosts = each(MailHost.class, wanted);
        if (!ofHosts.allChecks().isEmpty()) {
            plan = plan.eachMailHost(ofHosts, port);
        }
        return plan;
    }

    /**
     * Some of the checks, for a list in which targets of all kinds are mixed: domains as in {@link #forDomain(Predicate)}, addresses, listeners by address or name.
     *
     * @param wanted which of the checks
     * @return the plan; it has no results for a target of a kind for which no check is wanted
     */
    public static Plan<Target> mixed(Predicate<? super CheckInfo> wanted) {
        return mixed(wanted, SMTP_PORT);
    }

    /**
     * The same with mail exchangers that listen on another port, as in a laboratory.
     *
     * @param wanted which of the checks
     * @param port the port of SMTP, 1 to 65535
     * @return the plan
     */
    public static Plan<Target> mixed(Predicate<? super CheckInfo> wanted, int port) {
        Plan<MailHost> ofHosts = each(MailHost.class, wanted);
        Plan<MailHostName> named = Plan.forEach(MailHostName.class);
        return Plan.forKinds(List.of(
                forDomain(wanted, port),
                each(HostAddress.class, wanted),
                ofHosts,
                ofHosts.allChecks().isEmpty() ? named : named.each(HostAddresses.LISTENERS, ofHosts)));
    }

    private static <T extends Target> Plan<T> each(Class<T> target, Predicate<? super CheckInfo> wanted) {
        return Plan.forEach(target).with(some(target, wanted));
    }

    /**
     * Every check that this library has.
     *
     * @return them, in a fixed order
     */
    public static List<Check<?>> checks() {
        return Stream.of(DnsChecks.all(), SmtpChecks.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Every check of a kind of target.
     *
     * @param target the kind
     * @return them, in the order of {@link #checks()}
     * @param <T> the kind of target
     */
    public static <T extends Target> List<Check<? super T>> checksOf(Class<T> target) {
        return some(target, check -> true);
    }

    @SuppressWarnings("unchecked") // the class of its targets says what a check takes
    private static <T extends Target> List<Check<? super T>> some(
            Class<T> target, Predicate<? super CheckInfo> wanted) {
        List<Check<? super T>> some = new ArrayList<>();
        for (Check<?> check : checks()) {
            if (check.target().isAssignableFrom(target) && wanted.test(check.info())) {
                some.add((Check<? super T>) check);
            }
        }
        return List.copyOf(some);
    }
}
