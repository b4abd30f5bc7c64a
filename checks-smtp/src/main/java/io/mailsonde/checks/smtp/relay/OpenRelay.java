package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.Citation.rfc;
import static io.mailsonde.Severity.CRITICAL;
import static io.mailsonde.Severity.HIGH;
import static io.mailsonde.Severity.INFO;
import static io.mailsonde.Severity.LOW;
import static io.mailsonde.Severity.MEDIUM;

import io.mailsonde.FindingType;
import io.mailsonde.MailHost;
import io.mailsonde.Practice;
import io.mailsonde.check.Check;
import io.mailsonde.check.CheckInfo;
import java.net.InetAddress;
import java.util.List;

/** {@code smtp.open-relay}: a mail host does not relay mail for strangers (RFC 5321, section 7.9; RFC 2505, section 2.1). */
public final class OpenRelay {
    private static final String ID = "smtp.open-relay";
    private static final String CLOSE =
            "Take mail from strangers for your own domains only. Postfix: smtpd_relay_restrictions = permit_mynetworks, "
                    + "permit_sasl_authenticated, reject_unauth_destination, with mynetworks naming your own hosts alone. "
                    + "Exim: accept foreign domains in acl_smtp_rcpt only for hosts = +relay_from_hosts or authenticated = *.";

    /** A message for a stranger arrived. */
    public static final FindingType<Delivered> DELIVERS_FOR_STRANGERS = FindingType.of(
                    ID + "/delivers-for-strangers",
                    CRITICAL,
                    Delivered.class,
                    "relays for strangers: a message to a foreign mailbox arrived from {egress} (channels: {channels}; forms: {forms})")
            .remedy(CLOSE)
            .citing(rfc(5321, "7.9"), rfc(2505, "2.1"), rfc(5068, "3.1"));

    /** A message for a stranger was taken; nobody could see it arrive. */
    public static final FindingType<Taken> ACCEPTS_MESSAGE_FOR_STRANGERS = FindingType.of(
                    ID + "/accepts-message-for-strangers",
                    HIGH,
                    Taken.class,
                    "takes messages to a foreign mailbox ({forms}; {channels}: {reply}); whether it delivers them was not seen")
            .remedy(CLOSE)
            .citing(rfc(5321, "7.9"), rfc(2505, "2.1"));

    /** A foreign recipient was taken. */
    public static final FindingType<Taken> ACCEPTS_FOREIGN_RECIPIENT = FindingType.of(
                    ID + "/accepts-foreign-recipient",
                    MEDIUM,
                    Taken.class,
                    "says yes to a foreign recipient ({forms}; {channels}: {reply}), which proves nothing yet")
            .remedy(
                    "Let the check deliver (consent to deliver, and a witness) to see whether the host relays. If it does: "
                            + CLOSE)
            .citing(rfc(5321, "3.3"), rfc(2505, "2.1"));

    /** Every recipient is taken, so none of them says anything. */
    public static final FindingType<Taken> ACCEPTS_EVERY_RECIPIENT = FindingType.of(
                    ID + "/accepts-every-recipient",
                    LOW,
                    Taken.class,
                    "says yes to every recipient, even below .invalid ({forms}; {channels}: {reply}); only a delivery would tell")
            .remedy(
                    "Refuse recipients that cannot exist, so that senders learn of their mistakes. Postfix: reject_unknown_recipient_domain.")
            .citing(rfc(5321, "3.3"), rfc(6761, "6.4"));

    /** Whoever claims to be one of the host's own is relayed for. */
    public static final FindingType<Delivered> TRUSTS_FORGED_LOCAL_SENDER = FindingType.of(
                    ID + "/trusts-forged-local-sender",
                    CRITICAL,
                    Delivered.class,
                    "relays for whoever claims a sender of its own: a message arrived from {egress} (channels: {channels}; forms: {forms})")
            .remedy(
                    "Never let the sender decide whether to relay: it can be forged. Postfix: no permit by check_sender_access before reject_unauth_destination. Exim: no accept by senders = in acl_smtp_rcpt.")
            .citing(rfc(5321, "7.1"), rfc(2505, "2.1"));

    /** Any login will do. */
    public static final FindingType<Opened> RELAYS_AFTER_ANY_LOGIN = FindingType.of(
                    ID + "/relays-after-any-login",
                    CRITICAL,
                    Opened.class,
                    "takes a login that nobody has ({reply}) and then says to a foreign recipient: {answer}")
            .remedy("Have the server verify logins: look for an authentication backend that accepts everything.")
            .citing(rfc(4954, "4"), rfc(6409, "4.3"));

    /** Anybody may say that he is somebody else. */
    public static final FindingType<Opened> XCLIENT_OPEN = FindingType.of(
                    ID + "/xclient-open",
                    HIGH,
                    Opened.class,
                    "takes XCLIENT from strangers ({reply}), who may so claim any address; to a foreign recipient it then says: {answer}")
            .remedy("Name only your own proxies in smtpd_authorized_xclient_hosts.")
            .citing(rfc(2505, "2.1"));

    /** Anybody may vouch for an address. */
    public static final FindingType<Opened> PROXY_HEADER_TRUSTED = FindingType.of(
                    ID + "/proxy-header-trusted",
                    HIGH,
                    Opened.class,
                    "takes the header of a proxy from strangers ({reply}), who may so claim any address; to a foreign recipient it then says: {answer}")
            .remedy(
                    "Let only your own load balancer reach this port, by a firewall or by its listen address; Exim: hosts_proxy names its address.")
            .citing(rfc(2505, "2.1"));

    /** What is taken here leaves elsewhere. */
    public static final FindingType<Egress> RELAYS_THROUGH_ANOTHER_HOST = FindingType.of(
                    ID + "/relays-through-another-host",
                    HIGH,
                    Egress.class,
                    "what strangers hand to this host leaves from {egress}: another host relays whatever this one takes")
            .remedy("Close both: the host that takes the mail, and {egress}, which trusts it.")
            .citing(rfc(2505, "2.1"));

    /** We stood close to the host. */
    public static final FindingType<Vantage> INSIDE_VANTAGE = FindingType.of(
            ID + "/inside-vantage",
            INFO,
            Vantage.class,
            "tested from {from}, in the host's own network, which it may trust more than strangers");

    /** Every kind of finding that this check reports. */
    static final List<FindingType<?>> FINDINGS = List.of(
            DELIVERS_FOR_STRANGERS,
            ACCEPTS_MESSAGE_FOR_STRANGERS,
            ACCEPTS_FOREIGN_RECIPIENT,
            ACCEPTS_EVERY_RECIPIENT,
            TRUSTS_FORGED_LOCAL_SENDER,
            RELAYS_AFTER_ANY_LOGIN,
            XCLIENT_OPEN,
            PROXY_HEADER_TRUSTED,
            RELAYS_THROUGH_ANOTHER_HOST,
            INSIDE_VANTAGE);

    private static final Check<MailHost> CHECK = Check.of(
            new CheckInfo(
                    ID,
                    "No relaying for strangers",
                    Practice.OPEN_RELAYS,
                    List.of(rfc(5321, "7.9"), rfc(2505, "2.1"), rfc(5068, "3.1"), rfc(6409, "4.3"), rfc(3207, "4")),
                    FINDINGS),
            RelayAnswers.PROBE,
            RelayJudge::judge);

    private OpenRelay() {}

    /**
     * The check.
     *
     * @return one instance for everybody
     */
    public static Check<MailHost> check() {
        return CHECK;
    }

    /**
     * Arguments of {@link #DELIVERS_FOR_STRANGERS} and {@link #TRUSTS_FORGED_LOCAL_SENDER}.
     *
     * @param forms the forms whose message arrived
     * @param channels over which channels
     * @param egress the addresses that brought them
     * @param hops the most Received header fields that one of them had
     */
    public record Delivered(
            List<String> forms, List<RelayAnswers.Channel> channels, List<InetAddress> egress, int hops) {}

    /**
     * Arguments of findings about what was taken.
     *
     * @param forms the forms
     * @param channels over which channels
     * @param reply the first reply that said yes
     */
    public record Taken(List<String> forms, List<RelayAnswers.Channel> channels, String reply) {}

    /**
     * Arguments of findings about what opens a host.
     *
     * @param reply the reply that opened it
     * @param answer the reply to a foreign recipient or its message after that
     */
    public record Opened(String reply, String answer) {}

    /**
     * Arguments of {@link #RELAYS_THROUGH_ANOTHER_HOST}.
     *
     * @param egress the addresses that brought the messages
     */
    public record Egress(List<InetAddress> egress) {}

    /**
     * Arguments of {@link #INSIDE_VANTAGE}.
     *
     * @param from the address that we connected from
     */
    public record Vantage(InetAddress from) {}
}
