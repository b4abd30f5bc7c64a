package io.mailsonde.testkit.servers;

/** A zone that a server can serve: what {@link ZoneText} writes and {@link SignedZone} signs. */
public sealed interface Zone permits SignedZone, ZoneText {

    /**
     * The zone's name.
     *
     * @return the name with the final dot; {@code "."} for the root zone
     */
    String origin();

    /**
     * The zone's records.
     *
     * @return a zone file (RFC 1035, section 5)
     */
    String text();
}
