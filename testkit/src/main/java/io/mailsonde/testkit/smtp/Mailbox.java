package io.mailsonde.testkit.smtp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A path as a server reads it: the source route is dropped (RFC 5321, appendix C), the last {@code @} outside quotes divides.
 *
 * @param local what stands before it, quotes included
 * @param domain what stands after it in lower case; empty for {@code T@C@}; null without {@code @}
 */
record Mailbox(String local, @Nullable String domain) {
    private static final String TAG_V6 = "[ipv6:";
    private static final int GROUPS_V6 = 8;

    static Mailbox of(String path) {
        String mailbox = path;
        if (path.startsWith("@")) {
            int colon = path.indexOf(':');
            mailbox = colon < 0 ? path : path.substring(colon + 1);
        }
        int at = lastAt(mailbox);
        return at < 0
                ? new Mailbox(mailbox, null)
                : new Mailbox(
                        mailbox.substring(0, at), mailbox.substring(at + 1).toLowerCase(Locale.ROOT));
    }

    private static int lastAt(String mailbox) {
        boolean quoted = false;
        int at = -1;
        for (int i = 0; i < mailbox.length(); i++) {
            char c = mailbox.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                at = i;
            }
        }
        return at;
    }

    boolean isAt(String wanted) {
        return wanted.equalsIgnoreCase(domain);
    }

    /** Whether the domain is the server itself: its host name, its address literal, or none. */
    boolean isAtHost(String address) {
        return domain == null
                || domain.isEmpty()
                || isAt(Dialogue.HOST)
                || isAt("[" + address + "]")
                || address.equals(addressV6(domain));
    }

    /** The address of a literal such as {@code [ipv6:::1]} with all its zeros, as the JDK writes it; empty if it is none. */
    private static String addressV6(String domain) {
        if (!domain.startsWith(TAG_V6) || !domain.endsWith("]")) {
            return "";
        }
        String text = domain.substring(TAG_V6.length(), domain.length() - 1);
        int gap = text.indexOf("::");
        if (gap < 0) {
            return text;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        String zeros = ":0".repeat(Math.max(0, GROUPS_V6 - groups(left) - groups(right)));
        String all = left + zeros + (right.isEmpty() ? "" : ":" + right);
        return all.startsWith(":") ? all.substring(1) : all;
    }

    private static int groups(String text) {
        return text.isEmpty() ? 0 : 1 + (int) text.chars().filter(c -> c == ':').count();
    }

    boolean isLocal(String name) {
        return name.equalsIgnoreCase(local);
    }

    /** Where a server that honours old routing sends it: {@code T%C@us}, {@code C!T@us} and {@code "T@C"@us} to {@code T@C}. */
    String rerouted() {
        String bare = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"")
                ? local.substring(1, local.length() - 1)
                : local;
        int percent = bare.lastIndexOf('%');
        int bang = bare.indexOf('!');
        if (bare.indexOf('@') >= 0) {
            return bare;
        }
        if (percent >= 0) {
            return bare.substring(0, percent) + "@" + bare.substring(percent + 1);
        }
        return bang >= 0 ? bare.substring(bang + 1) + "@" + bare.substring(0, bang) : "";
    }
}
