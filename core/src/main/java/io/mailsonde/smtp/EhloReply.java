package io.mailsonde.smtp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a host says to our greeting (RFC 5321, section 4.1.1.1).
 *
 * @param reply the reply that counts
 * @param refusedEhlo the reply to EHLO, where it was refused and HELO tried after it
 */
public record EhloReply(SmtpReply reply, Optional<SmtpReply> refusedEhlo) {
    /** Refuses missing parts. */
    public EhloReply {
        Objects.requireNonNull(reply, "reply");
        Objects.requireNonNull(refusedEhlo, "refusedEhlo");
    }

    /**
     * Whether the host speaks ESMTP.
     *
     * @return true if it took our EHLO
     */
    public boolean extended() {
        return refusedEhlo.isEmpty() && reply.positive();
    }

    /**
     * The name by which the host calls itself.
     *
     * @return the first word of the reply; empty where there is none
     */
    public Optional<String> name() {
        return reply.firstWord();
    }

    /**
     * The extensions that it offers.
     *
     * @return one line each, as the host wrote it; none after HELO
     */
    public List<String> extensions() {
        return extended() ? reply.lines().stream().skip(1).toList() : List.of();
    }

    /**
     * Whether an extension is offered.
     *
     * @param keyword its keyword, without regard to case
     * @return true if a line begins with it
     */
    public boolean offers(String keyword) {
        return parameters(keyword).isPresent();
    }

    /**
     * The parameters of an extension.
     *
     * @param keyword its keyword, without regard to case
     * @return what follows the keyword, possibly nothing; empty where it is not offered. The old form {@code AUTH=LOGIN} counts as AUTH
     */
    public Optional<String> parameters(String keyword) {
        return extensions().stream()
                .filter(line -> word(line).equalsIgnoreCase(keyword))
                .map(line -> line.strip().substring(keyword.length()).replaceFirst("^[ =]+", ""))
                .findFirst();
    }

    private static String word(String line) {
        String stripped = line.strip();
        int end = 0;
        while (end < stripped.length() && stripped.charAt(end) != ' ' && stripped.charAt(end) != '=') {
            end++;
        }
        return stripped.substring(0, end);
    }
}
