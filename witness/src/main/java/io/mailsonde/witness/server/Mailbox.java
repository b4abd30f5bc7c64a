package io.mailsonde.witness.server;

import java.util.Locale;
import java.util.Optional;

/**
 * A path as local part and domain (RFC 5321, section 4.1.2): without source route and quotes, in lower case.
 *
 * @param local the local part
 * @param domain what follows the last at sign outside quotes, without a dot at its end
 */
record Mailbox(String local, String domain) {
    /** Empty where there is no domain. */
    static Optional<Mailbox> of(String path) {
        int at = -1;
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                at = i;
            } else if (c == ':' && !quoted && path.startsWith("@") && start == 0) {
                start = i + 1; // a source route (appendix C)
                at = -1;
            }
        }
        if (at < start) {
            return Optional.empty();
        }
        String local = path.substring(start, at);
        if (local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")) {
            local = local.substring(1, local.length() - 1);
        }
        String domain = path.substring(at + 1);
        domain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return Optional.of(new Mailbox(local.toLowerCase(Locale.ROOT), domain.toLowerCase(Locale.ROOT)));
    }
}
