package io.mailsonde.testkit.smtp;

import static io.mailsonde.testkit.smtp.Personality.judging;

import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The personalities of the field. Those that take a served domain decide on every recipient; the others decide on one thing and are laid over
 * one of those: {@code closed("example.org").with(greylisting(2))}.
 */
public final class Personalities {
    private static final Reply OK = Reply.of("250 2.1.5 Ok");
    private static final String POSTMASTER = "postmaster";

    private Personalities() {}

    /**
     * A sound mail exchanger: it takes mail for postmaster (RFC 5321, section 4.5.1) and some others of its domain and relays for nobody.
     *
     * @param served its domain
     * @param localParts those it knows besides postmaster
     * @return the personality
     */
    public static Personality closed(String served, String... localParts) {
        Set<String> known = Set.of(localParts);
        return serving(
                "closed",
                served,
                mailbox -> mailbox.isLocal(POSTMASTER) || known.stream().anyMatch(mailbox::isLocal));
    }

    /**
     * A server that takes every local part of its domain and relays for nobody.
     *
     * @param served its domain
     * @return the personality
     */
    public static Personality catchAll(String served) {
        return serving("catch-all", served, mailbox -> true);
    }

    private static Personality serving(String name, String served, Predicate<Mailbox> known) {
        return judging(name + " " + served, (stage, visit) -> {
            if (stage != Stage.RCPT) {
                return Optional.empty();
            }
            Mailbox mailbox = Mailbox.of(visit.path());
            if (mailbox.isAt(served) || mailbox.isAtHost(visit.host())) {
                return Optional.of(
                        known.test(mailbox)
                                ? OK
                                : refusal("550 5.1.1", visit, "Recipient address rejected: User unknown"));
            }
            return Optional.of(refusal("554 5.7.1", visit, "Relay access denied"));
        });
    }

    private static Reply refusal(String code, Visit visit, String why) {
        return Reply.of(code + " <" + visit.path() + ">: " + why);
    }

    private static Personality accepting(String name, Predicate<Visit> which) {
        return judging(
                name, (stage, visit) -> stage == Stage.RCPT && which.test(visit) ? Optional.of(OK) : Optional.empty());
    }

    private static Personality replying(String name, Stage at, Reply reply) {
        return judging(name, (stage, visit) -> stage == at ? Optional.of(reply) : Optional.empty());
    }

    /**
     * An open relay whose messages a test takes.
     *
     * @param deliverTo gets each message; see {@link Personality#delivering(Consumer)}
     * @return the personality
     */
    public static Personality openRelay(Consumer<Message> deliverTo) {
        return accepting("open relay", visit -> true).delivering(deliverTo);
    }

    /**
     * An open relay that really relays.
     *
     * @param server where all messages go; see {@link Personality#relayingTo(InetSocketAddress)}
     * @return the personality
     */
    public static Personality relayTo(InetSocketAddress server) {
        return accepting("open relay to " + server, visit -> true).relayingTo(server);
    }

    /**
     * A sink: it accepts everything and drops it, like smtp-sink, mail catchers of developers, and honeypots.
     *
     * @return the personality
     */
    public static Personality acceptsEverything() {
        return accepting("accepts everything", visit -> true);
    }

    /**
     * Closed in plain text, an open relay inside TLS ({@code permit_tls_all_clientcerts} and the like).
     *
     * @param served its domain
     * @return the personality; say where messages go with {@link Personality#relayingTo(InetSocketAddress)}
     */
    public static Personality openInsideTlsOnly(String served) {
        return closed(served).with(accepting("open inside TLS only", Visit::secure));
    }

    /**
     * Refuses MAIL without TLS (RFC 3207, section 4).
     *
     * @return what is laid over another personality
     */
    public static Personality tlsRequired() {
        Reply refused = Reply.of("530 5.7.0 Must issue a STARTTLS command first");
        return judging(
                "TLS required",
                (stage, visit) -> needsSession(stage) && !visit.secure() ? Optional.of(refused) : Optional.empty());
    }

    private static boolean needsSession(Stage stage) {
        return switch (stage) {
            case MAIL, RCPT, DATA, AUTH, VRFY -> true;
            default -> false;
        };
    }

    /**
     * Refuses MAIL without authentication (RFC 4954, section 6), lists AUTH, and knows no password.
     *
     * @return what is laid over another personality
     */
    public static Personality authRequired() {
        return replying("authentication required", Stage.MAIL, Reply.of("530 5.7.0 Authentication required"))
                .able(Personality.Feature.AUTH);
    }

    /**
     * Refuses RCPT without authentication, lists AUTH, and knows no password.
     *
     * @return what is laid over another personality
     */
    public static Personality authRequiredAtRcpt() {
        return replying("authentication required at RCPT", Stage.RCPT, Reply.of("550 5.7.1 Authentication required"))
                .able(Personality.Feature.AUTH);
    }

    /**
     * Refuses each triplet of client, sender and recipient for the first time or times (RFC 6647). It remembers at most 10,000 of them, and
     * those of other servers with the same personality too.
     *
     * @param attempts how often it refuses, 1 to 1000
     * @return what is laid over another personality
     */
    public static Personality greylisting(int attempts) {
        return new Greylist(attempts).personality();
    }

    /**
     * Accepts recipients and refuses DATA: Postfix with its restrictions at that stage.
     *
     * @return what is laid over another personality
     */
    public static Personality refusesAtData() {
        return replying(
                "refuses at DATA", Stage.DATA, Reply.of("554 5.7.1 <DATA>: Data command rejected: Access denied"));
    }

    /**
     * Accepts recipients and refuses the message after its end: content filters.
     *
     * @return what is laid over another personality
     */
    public static Personality refusesAtEndOfData() {
        return replying("refuses at the end of data", Stage.MESSAGE, Reply.of("550 5.7.1 Message content rejected"));
    }

    /**
     * Closed, but reads recipients without a domain, such as {@code <"T%C">} and {@code <C!T>}, and those at its own name or address as local
     * ones and takes them all.
     *
     * @param served its domain
     * @return the personality
     */
    public static Personality acceptsLocalParts(String served) {
        return closed(served)
                .with(accepting(
                        "accepts local parts", visit -> Mailbox.of(visit.path()).isAtHost(visit.host())));
    }

    /**
     * Closed, but honours the percent hack: {@code T%C@us} is relayed, with its domain, its name or its address as us.
     *
     * @param served its domain
     * @return the personality; say where messages go with {@link Personality#relayingTo(InetSocketAddress)}
     */
    public static Personality percentHackOnly(String served) {
        return closed(served).with(accepting("percent hack only", visit -> {
            Mailbox mailbox = Mailbox.of(visit.path());
            boolean here = mailbox.isAt(served) || mailbox.isAtHost(visit.host());
            return here && mailbox.local().indexOf('%') > 0;
        }));
    }

    private static Reply blocked(Visit visit) {
        return Reply.of(
                "554 5.7.1 Service unavailable; Client host [" + visit.client() + "] blocked using dnsbl.example.net");
    }

    /**
     * Refuses the client in the greeting, as one that is listed by a DNSBL, and then everything but QUIT (RFC 5321, section 3.1).
     *
     * @return what is laid over another personality
     */
    public static Personality blockedClient() {
        return blockedAt(Stage.GREETING);
    }

    /**
     * Refuses the client at RCPT, as one that is listed by a DNSBL.
     *
     * @return what is laid over another personality
     */
    public static Personality blockedClientAtRcpt() {
        return blockedAt(Stage.RCPT);
    }

    private static Personality blockedAt(Stage at) {
        return judging(
                "blocked client at " + at,
                (stage, visit) -> stage == at ? Optional.of(blocked(visit)) : Optional.empty());
    }

    /**
     * Closes with 421 after some commands of a session.
     *
     * @param commands how many are served, 0 to 100,000
     * @return what is laid over another personality
     */
    public static Personality rateLimited(int commands) {
        Checks.range("commands", commands, 0, 100_000);
        Reply enough = Reply.of("421 4.7.0 " + Dialogue.HOST + " Error: too many commands");
        return judging(
                "rate limited",
                (stage, visit) ->
                        visit.commands() > commands && stage != Stage.QUIT ? Optional.of(enough) : Optional.empty());
    }

    /**
     * Refuses address literals, and hangs up after some of these or other errors: Exim.
     *
     * @param errors how many it bears, 0 to 100,000
     * @return what is laid over another personality
     */
    public static Personality closesAfterLiterals(int errors) {
        Checks.range("errors", errors, 0, 100_000);
        return judging("closes after literals", (stage, visit) -> {
            if (visit.errors() > errors && stage != Stage.QUIT && stage != Stage.GREETING) {
                return Optional.of(
                        Reply.of("554 Too many syntax or protocol errors").thenClose());
            }
            return visit.path().endsWith("]")
                    ? Optional.of(refusal("501", visit, "domain literals not allowed"))
                    : Optional.empty();
        });
    }

    /**
     * Knows no EHLO: servers of the early nineties, of which some still relay.
     *
     * @return what is laid over another personality
     */
    public static Personality heloOnly() {
        return replying("HELO only", Stage.EHLO, Reply.of("502 5.5.1 Command not implemented"));
    }

    private static Personality trusting(String name, String served, String... trusted) {
        Set<String> addresses = Set.of(trusted);
        return closed(served)
                .with(accepting(
                        name,
                        visit -> visit.claimed()
                                && addresses.contains(visit.client().toLowerCase(Locale.ROOT))));
    }

    /**
     * Lets everybody use XCLIENT, and relays for those who say that they are at a trusted address; closed to the others.
     *
     * @param served its domain
     * @param trusted addresses as texts without {@code IPV6:}, such as {@code "10.0.0.1"}
     * @return the personality; say where messages go with {@link Personality#relayingTo(InetSocketAddress)}
     */
    public static Personality trustsXclient(String served, String... trusted) {
        return trusting("trusts XCLIENT", served, trusted).able(Personality.Feature.XCLIENT);
    }

    /**
     * Believes a PROXY header of version 1 or 2 before the greeting, and relays for those who say that they are at a trusted address; closed to
     * the others. A client without the header is greeted after half a second.
     *
     * @param served its domain
     * @param trusted addresses as texts, such as {@code "10.0.0.1"}; of IPv6 in the form of {@link java.net.InetAddress#getHostAddress()}
     * @return the personality; say where messages go with {@link Personality#relayingTo(InetSocketAddress)}
     */
    public static Personality trustsProxyHeader(String served, String... trusted) {
        return trusting("trusts a PROXY header", served, trusted).able(Personality.Feature.PROXY);
    }

    /**
     * The same, but it hangs up on a client that does not begin with a PROXY header.
     *
     * @param served its domain
     * @param trusted addresses as texts
     * @return the personality
     */
    public static Personality requiresProxyHeader(String served, String... trusted) {
        return trusting("requires a PROXY header", served, trusted).able(Personality.Feature.PROXY_REQUIRED);
    }

    /**
     * Runs plain text that came together with STARTTLS as if it had come inside TLS (CVE-2011-0411).
     *
     * @return what is laid over another personality
     */
    public static Personality keepsPlaintextAfterStarttls() {
        return judging("keeps plain text after STARTTLS", (stage, visit) -> Optional.empty())
                .able(Personality.Feature.KEEPS_PLAINTEXT);
    }

    /**
     * Says something else at a stage whenever it is reached in order.
     *
     * @param stage where
     * @param line the reply, whose code decides
     * @return what is laid over another personality
     */
    public static Personality saying(Stage stage, String line) {
        return replying("says " + line, stage, Reply.of(line));
    }

    /**
     * Accepts senders with a queue id that contains 530, on which nmap's script stops.
     *
     * @return what is laid over another personality
     */
    public static Personality queueIdContaining530() {
        return saying(Stage.MAIL, "250 2.1.0 OK a6si4530125wrt.42");
    }

    /**
     * Accepts every recipient and says that it will not relay: only the code counts (RFC 5321, section 4.2).
     *
     * @return what is laid over another personality
     */
    public static Personality willNotRelayText() {
        return saying(Stage.RCPT, "250 2.1.5 Ok, but we will not relay this");
    }
}
