package io.mailsonde.internal.run;

import io.mailsonde.check.Sighting;
import io.mailsonde.evidence.DnsExchange;
import io.mailsonde.evidence.Evidence;
import io.mailsonde.evidence.Silence;
import io.mailsonde.evidence.TlsHandshake;
import io.mailsonde.evidence.Transcript;

/** About how much memory a sighting takes: counted on its evidence, since an observation repeats what was said on the wire. */
final class SightingWeight {
    private static final long SIGHTING = 500;
    private static final long LINE = 120;
    private static final long CERTIFICATES = 10_000;

    private SightingWeight() {}

    static long of(Sighting<?> sighting) {
        long evidence =
                sighting.evidence().stream().mapToLong(SightingWeight::of).sum();
        return SIGHTING + 2 * evidence;
    }

    private static long of(Evidence evidence) {
        if (evidence instanceof Transcript transcript) {
            return transcript.lines().stream()
                    .mapToLong(line -> LINE + line.text().length())
                    .sum();
        } else if (evidence instanceof DnsExchange exchange) {
            return SIGHTING
                    + exchange.answer().stream()
                            .mapToLong(record -> LINE + record.length())
                            .sum();
        } else if (evidence instanceof TlsHandshake) {
            return CERTIFICATES;
        } else {
            assert evidence instanceof Silence : evidence;
            return LINE;
        }
    }
}
