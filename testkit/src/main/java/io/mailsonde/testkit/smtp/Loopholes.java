package io.mailsonde.testkit.smtp;

import static io.mailsonde.testkit.smtp.Personality.judging;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Mail exchangers that are {@linkplain Personalities#closed closed} but for one way in. Say where their messages go with
 * {@link Personality#relayingTo(InetSocketAddress)}.
 */
public final class Loopholes {
    private static final int ASCII = 128;

    private Loopholes() {}

    private static Personality closedBut(String served, String name, Predicate<Visit> relaysFor) {
        Reply ok = Reply.of("250 2.1.5 Ok");
        return Personalities.closed(served)
                .with(judging(
                        name,
                        (stage, visit) ->
                                stage == Stage.RCPT && relaysFor.test(visit) ? Optional.of(ok) : Optional.empty()));
    }

    /**
     * Lists AUTH, takes every login (RFC 4954, section 4), and relays for those who have logged in: an authentication backend that says yes to
     * all. With {@code saying(Stage.AUTH, "535 5.7.8 no")} over it, it is one that lists AUTH and knows no password.
     *
     * @param served its domain
     * @return the personality
     */
    public static Personality anyLogin(String served) {
        Reply taken = Reply.of("235 2.7.0 Authentication successful");
        return closedBut(served, "relays after any login", Visit::loggedIn)
                .with(judging(
                        "takes any login",
                        (stage, visit) -> stage == Stage.AUTH ? Optional.of(taken) : Optional.empty()))
                .able(Personality.Feature.AUTH);
    }

    /**
     * Relays for senders of its own domain, which anybody can claim to be.
     *
     * @param served its domain
     * @return the personality
     */
    public static Personality forgedSender(String served) {
        return closedBut(
                served,
                "relays for its own senders",
                visit -> visit.sender() != null && Mailbox.of(visit.sender()).isAt(served));
    }

    /**
     * Relays international mail (RFC 6531): whatever has a sender beyond ASCII.
     *
     * @param served its domain
     * @return the personality
     */
    public static Personality internationalMail(String served) {
        return closedBut(
                served,
                "relays international mail",
                visit -> visit.sender() != null && visit.sender().chars().anyMatch(c -> c >= ASCII));
    }

    /**
     * Relays to a domain that names it as a mail exchanger, whoever that is (Postfix's {@code permit_mx_backup}).
     *
     * @param served its domain
     * @param domain the other domain
     * @return the personality
     */
    public static Personality backupFor(String served, String domain) {
        return closedBut(
                served,
                "backup exchanger of " + domain,
                visit -> Mailbox.of(visit.path()).isAt(domain));
    }
}
