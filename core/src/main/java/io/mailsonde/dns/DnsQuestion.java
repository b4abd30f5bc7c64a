package io.mailsonde.dns;

import java.util.Objects;

/**
 * A question of class IN.
 *
 * @param name an absolute name in presentation form (RFC 1035, section 5.1), lower case and without the final dot; the root is {@code "."}
 * @param type what is asked for
 */
public record DnsQuestion(String name, RecordType type) {
    /** Brings the name into the form in which names are compared. */
    public DnsQuestion {
        name = DnsNames.canonical(name);
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
