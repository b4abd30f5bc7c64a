package io.mailsonde.checks.smtp.relay;

import static io.mailsonde.checks.smtp.relay.RelayForm.Status.INVALID;
import static io.mailsonde.checks.smtp.relay.RelayForm.Status.OBSOLETE;
import static io.mailsonde.checks.smtp.relay.RelayForm.Status.VALID;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue: the union of what nmap, mail-abuse.org, abuse.net and ORBS tried, and what none of them did. Their names in the comments are those of
 * the lists that had a form.
 */
public final class RelayForms {
    private static final String STRANGER = "<{S}@{C}>";
    private static final String LOCAL = "<{S}@{H}>";
    private static final String LITERAL = "<{S}@{I}>";
    private static final String TARGET = "<{T}@{C}>";

    private static final List<RelayForm> ALL = List.of(
            // who we say that we are
            plain("stranger", STRANGER, "a stranger writes to a stranger"),
            plain("null-sender", "<>", "bounces are let through"),
            plain("host-sender", LOCAL, "senders of the host's own name are trusted"),
            plain("literal-sender", LITERAL, "senders of the host's own address are trusted"),
            plain("served-sender", "<{S}@{D}>", "senders of a served domain are trusted"),
            plain("postmaster-sender", "<postmaster@{H}>", "the host's postmaster is trusted"),
            sender("mailer-daemon-sender", "<MAILER-DAEMON@{H}>", VALID, "the host's own bounces are trusted"),
            sender("localhost-sender", "<{S}@localhost>", VALID, "senders of localhost are trusted"),
            sender("bare-sender", "<{S}>", INVALID, "a sender without domain is taken for a local one"),
            // not the recipient's token, or a bounce to it would look like a delivery
            sender("subdomain-sender", "<{S}@{S}.{C}>", VALID, "senders below a known domain are let through"),
            sender("other-name-sender", "<{S}@{N}>", VALID, "senders of another of its names are trusted"),
            // the percent hack
            form("percent-literal", LITERAL, "<{T}%{C}@{I}>", OBSOLETE, "the part before % is routed on"),
            form("percent-literal-host-sender", LOCAL, "<{T}%{C}@{I}>", OBSOLETE, "the part before % is routed on"),
            form("percent-host", LITERAL, "<{T}%{C}@{H}>", OBSOLETE, "the part before % is routed on"),
            form("percent-host-sender", LOCAL, "<{T}%{C}@{H}>", OBSOLETE, "the part before % is routed on"),
            form("percent-host-stranger", STRANGER, "<{T}%{C}@{H}>", OBSOLETE, "the part before % is routed on"),
            form("percent-other-name", STRANGER, "<{T}%{C}@{N}>", OBSOLETE, "the part before % is routed on"),
            form("percent-served", STRANGER, "<{T}%{C}@{D}>", OBSOLETE, "the part before % is routed on"),
            form("percent-nested", STRANGER, "<{T}%{C}%{H}@{H}>", OBSOLETE, "one % is taken off at a time"),
            form("percent-unqualified", STRANGER, "<{T}%{C}>", INVALID, "% is taken for @"),
            // quoted local parts
            form("quoted", LITERAL, "<\"{T}@{C}\">", INVALID, "the quotes are taken off"),
            form("quoted-host-sender", LOCAL, "<\"{T}@{C}\">", INVALID, "the quotes are taken off"),
            form("quoted-stranger", STRANGER, "<\"{T}@{C}\">", INVALID, "the quotes are taken off"),
            form("quoted-percent", LITERAL, "<\"{T}%{C}\">", INVALID, "the quotes are taken off"),
            form("quoted-at-literal", LITERAL, "<\"{T}@{C}\"@{I}>", VALID, "the quotes are taken off"),
            form("quoted-at-literal-host-sender", LOCAL, "<\"{T}@{C}\"@{I}>", VALID, "the quotes are taken off"),
            form("quoted-at-host", LOCAL, "<\"{T}@{C}\"@{H}>", VALID, "the quotes are taken off"),
            form("double-at-literal", LITERAL, "<{T}@{C}@{I}>", INVALID, "the first @ counts"),
            form("double-at-literal-host-sender", LOCAL, "<{T}@{C}@{I}>", INVALID, "the first @ counts"),
            form("double-at-host", LITERAL, "<{T}@{C}@{H}>", INVALID, "the first @ counts"),
            form("double-at-host-sender", LOCAL, "<{T}@{C}@{H}>", INVALID, "the first @ counts"),
            form("trailing-at", LITERAL, "<{T}@{C}@>", INVALID, "the empty domain is taken off"),
            // source routes
            form("route-literal", LITERAL, "<@{I}:{T}@{C}>", OBSOLETE, "the route is followed"),
            form("route-literal-host-sender", LOCAL, "<@{I}:{T}@{C}>", OBSOLETE, "the route is followed"),
            form("route-host", LITERAL, "<@{H}:{T}@{C}>", OBSOLETE, "the route is followed"),
            form("route-host-sender", LOCAL, "<@{H}:{T}@{C}>", OBSOLETE, "the route is followed"),
            form("route-two-hops", STRANGER, "<@{H},@{H}:{T}@{C}>", OBSOLETE, "the route is followed"),
            // bang paths
            form("bang", LITERAL, "<{C}!{T}>", INVALID, "a UUCP path is routed on"),
            form("bang-literal", LITERAL, "<{C}!{T}@{I}>", OBSOLETE, "a UUCP path is routed on"),
            form("bang-literal-host-sender", LOCAL, "<{C}!{T}@{I}>", OBSOLETE, "a UUCP path is routed on"),
            form("bang-host", LITERAL, "<{C}!{T}@{H}>", OBSOLETE, "a UUCP path is routed on"),
            form("bang-host-sender", LOCAL, "<{C}!{T}@{H}>", OBSOLETE, "a UUCP path is routed on"),
            // what a parser may trip over
            form("no-brackets", STRANGER, "{T}@{C}", INVALID, "the check reads only what stands in brackets"),
            form("trailing-space", STRANGER, "<{T}@{C} >", INVALID, "the check compares the name with its space"),
            form("trailing-dot", STRANGER, "<{T}@{C}.>", INVALID, "the check compares the name with its dot"),
            form(
                    "parameters",
                    STRANGER,
                    "<{T}@{C}> NOTIFY=NEVER ORCPT=rfc822;{T}@{C}",
                    VALID,
                    "parameters change the way"),
            new RelayForm(
                    "utf8",
                    "",
                    "<{S}.\u00fc@{C}> SMTPUTF8",
                    TARGET,
                    VALID,
                    false,
                    "international mail goes another way"),
            // how we greet
            greeting("helo-localhost", "localhost", "a client that greets as localhost is trusted"),
            greeting("helo-host", "{H}", "a client that greets with the host's own name is trusted"),
            greeting("helo-loopback", "[127.0.0.1]", "a client that greets with the loopback address is trusted"),
            // for whom it is the backup
            form(
                    "backup-exchanger",
                    STRANGER,
                    "<{T}@{B}>",
                    VALID,
                    "whoever lists the host as a mail exchanger is served"));

    private static final Map<String, RelayForm> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RelayForm::id, Function.identity()));

    private RelayForms() {}

    /**
     * The catalogue.
     *
     * @return every form, in the order in which they are tried
     */
    public static List<RelayForm> all() {
        return ALL;
    }

    /**
     * A form by its name.
     *
     * @param id its name
     * @return the form
     * @throws IllegalArgumentException if there is none of that name
     */
    public static RelayForm of(String id) {
        RelayForm form = BY_ID.get(id);
        if (form == null) {
            throw new IllegalArgumentException("there is no relay form " + id);
        }
        return form;
    }

    private static RelayForm plain(String id, String sender, String why) {
        return new RelayForm(id, "", sender, TARGET, VALID, true, why);
    }

    private static RelayForm sender(String id, String sender, RelayForm.Status status, String why) {
        return new RelayForm(id, "", sender, TARGET, status, false, why);
    }

    private static RelayForm form(String id, String sender, String recipient, RelayForm.Status status, String why) {
        return new RelayForm(id, "", sender, recipient, status, false, why);
    }

    private static RelayForm greeting(String id, String helo, String why) {
        return new RelayForm(id, helo, STRANGER, TARGET, VALID, false, why);
    }
}
