package io.mailsonde.checks.smtp.callout;

import static io.mailsonde.Citation.rfc;
import static io.mailsonde.Severity.HIGH;
import static io.mailsonde.Severity.LOW;
import static io.mailsonde.Severity.MEDIUM;

import io.mailsonde.FindingType;
import io.mailsonde.MailHost;
import io.mailsonde.Practice;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import io.mailsonde.check.Probe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * {@code smtp.sender-callout}: a mail host does not ask others whether the sender of a message is there (sender address verification, SAV), which
 * makes it a tool against whoever is named as a sender.
 */
public final class SenderCallout {
    private static final String ID = "smtp.sender-callout";
    private static final String STOP =
            "Do not verify senders by callouts: they load third parties whose addresses are forged, and lists of backscatterers list who makes them. "
                    + "Postfix: no reject_unverified_sender. Exim: verify = sender without /callout. Check SPF, DKIM and DMARC instead.";

    /** Somebody asked the witness about a sender that only the host knew. */
    public static final FindingType<Callout> CALLS_BACK_SENDERS = FindingType.of(
                    ID + "/calls-back-senders",
                    MEDIUM,
                    Callout.class,
                    "verifies senders by callouts ({engine}): {egress} asked for an address that only this host was told, and sent no message")
            .remedy(STOP)
            .citing(rfc(5321, "7.1"), rfc(5321, "4.5.5"));

    /** What the witness answered decided what the host answered. */
    public static final FindingType<Decision> CALLOUT_DECIDES_ACCEPTANCE = FindingType.of(
                    ID + "/callout-decides-acceptance",
                    HIGH,
                    Decision.class,
                    "takes or refuses mail by the answer to its callout: it said {accepted} where the sender was known there, and {refused} where it was not")
            .remedy(STOP)
            .citing(rfc(5321, "7.1"));

    /** An address was asked for that nobody was told. */
    public static final FindingType<Recipients> CALLOUT_PROBES_RANDOM_RECIPIENTS = FindingType.of(
                    ID + "/callout-probes-random-recipients",
                    LOW,
                    Recipients.class,
                    "asks third parties for addresses that it makes up ({recipients}), as those do who harvest addresses")
            .remedy("Exim: no /random in verify = sender/callout. " + STOP)
            .citing(rfc(5321, "7.3"));

    /** The sender's postmaster was asked for. */
    public static final FindingType<Recipients> CALLOUT_PROBES_POSTMASTER = FindingType.of(
                    ID + "/callout-probes-postmaster",
                    LOW,
                    Recipients.class,
                    "asks third parties for their postmaster as well ({recipients})")
            .remedy("Exim: no /postmaster and /fullpostmaster in verify = sender/callout. " + STOP)
            .citing(rfc(5321, "4.5.1"));

    /** The same sender was asked about twice in a short time. */
    public static final FindingType<Repeated> CALLOUTS_NOT_CACHED = FindingType.of(
                    ID + "/callouts-not-cached",
                    MEDIUM,
                    Repeated.class,
                    "asks anew for each message: {callouts} callouts for 2 messages from one sender")
            .remedy("Exim: no /no_cache in verify = sender/callout. Postfix: an address_verify_map that is kept. "
                    + STOP)
            .citing(rfc(5321, "7.8"));

    /** Every finding, by id. */
    static final List<FindingType<?>> FINDINGS = List.of(
            CALLS_BACK_SENDERS,
            CALLOUT_DECIDES_ACCEPTANCE,
            CALLOUT_PROBES_RANDOM_RECIPIENTS,
            CALLOUT_PROBES_POSTMASTER,
            CALLOUTS_NOT_CACHED);

    private static final Check<MailHost> CHECK = of(CalloutAnswers.PROBE, CalloutAnswers.WINDOW);

    private SenderCallout() {}

    /**
     * The check.
     *
     * @return one instance for everybody
     */
    public static Check<MailHost> check() {
        return CHECK;
    }

    /** The same with another window, for tests that cannot wait as long. */
    static Check<MailHost> watching(Duration window) {
        return of(CalloutAnswers.watching(window), window);
    }

    private static Check<MailHost> of(Probe<MailHost, CalloutAnswers> probe, Duration window) {
        return Check.of(
                new CheckInfo(
                        ID,
                        "No callouts to verify senders",
                        Practice.SENDER_VERIFICATION,
                        List.of(rfc(5321, "7.1"), rfc(5321, "4.5.5"), rfc(5321, "4.5.1")),
                        FINDINGS),
                probe,
                (host, answers) -> new CalloutJudge(host, answers, window).judge());
    }

    /**
     * Arguments of {@link #CALLS_BACK_SENDERS}.
     *
     * @param engine a guess whose way it is
     * @param egress the addresses that asked
     * @param names the names that they greeted with
     * @param senders whom they named as the sender of their envelope; empty for the null sender
     * @param stage the command whose answer waited for the callout, MAIL or RCPT
     * @param addedMillis how much longer that answer took than the null sender's
     */
    public record Callout(
            Engine engine,
            List<InetAddress> egress,
            List<String> names,
            List<String> senders,
            String stage,
            long addedMillis) {}

    /**
     * Arguments of {@link #CALLOUT_DECIDES_ACCEPTANCE}.
     *
     * @param accepted the answer where the witness said 250
     * @param refused the answer where it said 550
     */
    public record Decision(String accepted, String refused) {}

    /**
     * Arguments of findings about whom callouts name.
     *
     * @param recipients the addresses
     */
    public record Recipients(List<String> recipients) {}

    /**
     * Arguments of {@link #CALLOUTS_NOT_CACHED}.
     *
     * @param callouts how many sessions asked
     */
    public record Repeated(int callouts) {}
}
