package io.mailsonde;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the owner of a target would notice, and so has to allow. Questions to the public DNS need none of these. */
public enum Consent {
    /** Opens connections and reads what the server says of itself. */
    CONNECT,
    /** Names senders and recipients in SMTP sessions, and stops before any message. */
    NAME(CONNECT),
    /** Sends messages, to our own witness or to a mailbox that the caller names. */
    DELIVER(NAME),
    /** Tries logins. */
    CREDENTIALS(CONNECT),
    /** Reads files and mailboxes that the caller names. */
    LOCAL;

    private final @Nullable Consent implied;

    Consent() {
        this(null);
    }

    Consent(@Nullable Consent implied) {
        this.implied = implied;
    }

    /**
     * Everything that is allowed when these are: {@code DELIVER} implies {@code NAME} implies {@code CONNECT}; {@code CREDENTIALS} implies
     * {@code CONNECT}.
     *
     * @param given what was given
     * @return what was given and what it implies, unmodifiable, in the order of this enum
     */
    public static Set<Consent> closure(Set<Consent> given) {
        EnumSet<Consent> all = EnumSet.noneOf(Consent.class);
        for (Consent each : given) {
            for (Consent one = each; one != null; one = one.implied) {
                all.add(one);
            }
        }
        return Collections.unmodifiableSet(all);
    }

    /**
     * As a list in running text.
     *
     * @param consents some consents
     * @return such as {@code "connect, name"}; {@code "none"} for the empty set
     */
    public static String text(Set<Consent> consents) {
        return consents.isEmpty()
                ? "none"
                : consents.stream()
                        .sorted()
                        .map(consent -> consent.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }
}
