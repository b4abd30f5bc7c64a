package io.mailsonde.testkit.dns;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A question that the server saw.
 *
 * @param name the name with the letters as they came, in presentation form without the final dot; the root is {@code "."}
 * @param type the type
 * @param transport how it came
 * @param source where it came from
 * @param id the id of the message, 0 to 65535
 * @param recursionDesired the flag RD
 * @param checkingDisabled the flag CD (RFC 4035, section 3.2.2)
 * @param dnssecOk the flag DO in the OPT record (RFC 3225)
 * @param ednsSize the UDP size in the OPT record, 0 to 65535; negative where there was no OPT record
 * @param at when it came
 */
public record Question(
        String name,
        RrType type,
        Transport transport,
        InetSocketAddress source,
        int id,
        boolean recursionDesired,
        boolean checkingDisabled,
        boolean dnssecOk,
        int ednsSize,
        Instant at) {

    /**
     * Whether this asks for a name and type.
     *
     * @param wantedName a name in presentation form, compared without regard to case
     * @param wantedType a type
     * @return true if both are the same
     */
    public boolean asks(String wantedName, RrType wantedType) {
        return type.equals(wantedType) && WireName.of(name).equals(WireName.of(wantedName));
    }

    /**
     * Whether the question came with an OPT record (RFC 6891).
     *
     * @return true if it did
     */
    public boolean hasEdns() {
        return ednsSize >= 0;
    }
}
