package io.mailsonde.testkit.servers;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A zone signed with DNSSEC (ECDSA P-256, NSEC, one key), as it should be or wrong in a chosen way. Made by BIND's
 * {@code dnssec-keygen} and {@code dnssec-signzone}; each call makes a new key.
 *
 * <p>A chain is built from below:
 *
 * <pre>{@code
 * SignedZone child = SignedZone.of(ZoneText.of("example.org", "127.0.0.54"));
 * SignedZone root = SignedZone.of(ZoneText.of(".", "127.0.0.53").delegate(child, "127.0.0.54"));
 * String anchor = root.key().ds();
 * }</pre>
 *
 * @param origin the zone's name, with the final dot
 * @param text the signed zone file: complete names, one record a line
 * @param key the key that signed it
 */
public record SignedZone(String origin, String text, ZoneKey key) implements Zone {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /**
     * Signs a zone, from an hour ago to 30 days from now.
     *
     * @param zone the zone without signatures
     * @return the signed zone
     */
    public static SignedZone of(Zone zone) {
        Instant now = Instant.now();
        return of(zone, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(30)));
    }

    /**
     * Signs a zone with signatures that expired ten days ago: what it says is BOGUS. (Validators forgive some hours:
     * Unbound up to a day.)
     *
     * @param zone the zone without signatures
     * @return the signed zone
     */
    public static SignedZone expired(Zone zone) {
        Instant now = Instant.now();
        return of(zone, now.minus(Duration.ofDays(40)), now.minus(Duration.ofDays(10)));
    }

    /**
     * Signs a zone.
     *
     * @param zone the zone without signatures
     * @param inception when the signatures begin to be valid, to the second
     * @param expiration when they end
     * @return the signed zone
     * @throws IllegalStateException when BIND's tools are not installed or refuse the zone; with what they said
     */
    public static SignedZone of(Zone zone, Instant inception, Instant expiration) {
        String keygen = Program.of("dnssec-keygen").require().toString();
        String signzone = Program.of("dnssec-signzone").require().toString();
        try (WorkDirectory directory = WorkDirectory.create("signed")) {
            String origin = zone.origin();
            String keyFile = directory
                    .run(keygen, "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", origin)
                    .trim();
            String keyRecord = directory.read(keyFile + ".key");
            directory.write("zone", zone.text() + "\n" + keyRecord);
            List<String> command = new ArrayList<>(List.of(signzone, "-q", "-o", origin, "-O", "full", "-f", "signed"));
            command.addAll(List.of("-s", TIME.format(inception), "-e", TIME.format(expiration)));
            // -z: one key signs all. -P: no check afterwards, which signatures out of date would not pass.
            command.addAll(List.of("-z", "-P", "zone", keyFile));
            directory.run(command.toArray(String[]::new));
            return new SignedZone(origin, directory.read("signed"), key(origin, keyRecord));
        }
    }

    /**
     * Changes data under its signature: what is changed is BOGUS, the rest of the zone as before.
     *
     * @param data the data of one or more records, as in the zone file: {@code "192.0.2.1"}
     * @param falsified what stands there instead
     * @return the zone with falsified records and the signatures of the true ones
     * @throws IllegalArgumentException when no record has this data
     */
    public SignedZone tampered(String data, String falsified) {
        StringBuilder lines = new StringBuilder();
        boolean found = false;
        for (String line : text.lines().toList()) {
            boolean hit = line.endsWith(data)
                    && Character.isWhitespace(line.charAt(Math.max(0, line.length() - data.length() - 1)));
            found |= hit;
            lines.append(hit ? line.substring(0, line.length() - data.length()) + falsified : line)
                    .append('\n');
        }
        if (!found) {
            throw new IllegalArgumentException("no record of " + origin + " has the data " + data);
        }
        return new SignedZone(origin, lines.toString(), key);
    }

    private static ZoneKey key(String origin, String keyFile) {
        String line =
                keyFile.lines().filter(l -> !l.startsWith(";")).findFirst().orElse("");
        String[] fields = line.split("\\s+DNSKEY\\s+", 2);
        String[] data = fields.length == 2 ? fields[1].split("\\s+", 4) : new String[0];
        if (data.length != 4) {
            throw new IllegalStateException("dnssec-keygen wrote no DNSKEY record: " + keyFile);
        }
        return new ZoneKey(origin, Integer.parseInt(data[0]), Integer.parseInt(data[2]), data[3].replaceAll("\\s", ""));
    }
}
