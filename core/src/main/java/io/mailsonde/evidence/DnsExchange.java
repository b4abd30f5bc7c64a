package io.mailsonde.evidence;

import io.mailsonde.dns.DnsQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One DNS question and what came of it, retries included.
 *
 * @param question what was asked
 * @param server who gave the answer or was asked last, as {@code address:port}
 * @param transport how
 * @param result the RCODE of the answer (RFC 1035, section 4.1.1, and its registry), or what came instead, such as {@code "no answer"}
 * @param flags the answer's header flags and EDNS notes as a person would write them, such as {@code "qr aa rd ra ad"} or {@code "EDE 22"}
 * @param answer the answer section in presentation form, one record a line, the first {@value #MAX_LINES} records
 * @param left how many records are left out of {@code answer}
 * @param attempts how many datagrams or connections it took; 0 where the answer came from the cache
 * @param at when the first of them was sent, or the cache was asked
 * @param took from then to the answer
 */
public record DnsExchange(
        DnsQuestion question,
        String server,
        Transport transport,
        String result,
        String flags,
        List<String> answer,
        int left,
        int attempts,
        Instant at,
        Duration took)
        implements Evidence {

    /** The most records that are kept. */
    public static final int MAX_LINES = 24;

    /** How an answer travelled. */
    public enum Transport {
        /** In a datagram. */
        UDP,
        /** Over a connection (RFC 7766). */
        TCP,
        /** Not at all: it was remembered from before. */
        CACHE
    }

    /** Caps the answer. */
    public DnsExchange {
        Objects.requireNonNull(question, "question");
        if (answer.size() > MAX_LINES) {
            left += answer.size() - MAX_LINES;
            answer = answer.subList(0, MAX_LINES);
        }
        answer = List.copyOf(answer);
    }
}
