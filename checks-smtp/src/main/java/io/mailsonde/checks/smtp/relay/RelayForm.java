package io.mailsonde.checks.smtp.relay;

import java.util.List;
import java.util.Objects;

/**
 * One way to ask a host to relay. In the arguments stand <code>{T}</code> for a token, <code>{C}</code> for the witness's domain, <code>{S}</code> for our sender, <code>{H}</code> and
 * <code>{N}</code> for the host's name and another one of its names, <code>{I}</code> for its address literal, <code>{D}</code> for a domain that it serves, <code>{B}</code> for a domain
 * that names it as its backup exchanger.
 *
 * @param id its stable name
 * @param helo what to greet with; empty for our own name
 * @param sender what follows {@code MAIL FROM:}
 * @param recipient what follows {@code RCPT TO:}
 * @param status what the grammar says of it
 * @param plain whether it is tried on every channel, not only on the first
 * @param why what makes a host fall for it
 */
public record RelayForm(
        String id, String helo, String sender, String recipient, Status status, boolean plain, String why) {
    /** What RFC 5321 says of a form. */
    public enum Status {
        /** The grammar allows it. */
        VALID,
        /** A source route, or a local part that another system is to interpret (RFC 5321, appendix C and section 4.1.2). */
        OBSOLETE,
        /** The grammar does not allow it. */
        INVALID
    }

    /** Refuses missing parts. */
    public RelayForm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
    }

    /**
     * Whether the host may take the recipient for one of its own, so that a 2xx means nothing where it takes unknown local recipients.
     *
     * @return true where no foreign domain stands at the end of the address
     */
    public boolean mayBeLocal() {
        String path = recipient.replaceFirst(">.*", "").replace("<", "").strip();
        return !List.of("@{C}", "@{C}.", "@{B}").contains(path.substring(Math.max(0, path.lastIndexOf('@'))))
                || path.startsWith("\"");
    }

    /**
     * Whether the sender claims to be one of the host's own.
     *
     * @return true where the sender has the host's name, its literal or a domain that it serves
     */
    public boolean forgesLocalSender() {
        return sender.contains("@{H}")
                || sender.contains("@{I}")
                || sender.contains("@{D}")
                || sender.contains("@{N}")
                || sender.contains("@localhost");
    }

    /**
     * Whether it needs something that is not known of every host.
     *
     * @param placeholder such as <code>{D}</code>
     * @return true if it contains it
     */
    public boolean needs(String placeholder) {
        return helo.contains(placeholder) || sender.contains(placeholder) || recipient.contains(placeholder);
    }
}
