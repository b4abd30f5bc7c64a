package io.mailsonde.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as it came (RFC 5321, section 4.2).
 *
 * @param code three digits; 0 where there were none
 * @param lines the text of each line, without code and line end, each byte one character of ISO 8859-1
 * @param violations where it differs from the grammar, each once, in the order of the enum
 * @param raw its bytes, each one character of ISO 8859-1; the first {@value #MAX_RAW}
 * @param size how many bytes it had
 * @param after from the moment when we had said what it answers, or the connection stood, to its last byte
 */
public record SmtpReply(
        int code, List<String> lines, List<ReplyViolation> violations, String raw, int size, Duration after) {
    /** The most bytes of {@code raw} that are kept. */
    public static final int MAX_RAW = 4096;

    /** The most lines that are kept. */
    public static final int MAX_LINES = 128;

    /** The most characters of a line that are kept. */
    public static final int MAX_LINE = 1024;

    private static final Pattern ENHANCED = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?= |$)");
    private static final Pattern TOO_MUCH = Pattern.compile(
            "rate.?limit|too (fast|quick)|slow(ing)? down|throttl|too many (concurrent |simultaneous )?"
                    + "(connections?|sessions?|messages?|mails?|commands?|requests?|recipients?)|(connection|message) rate",
            Pattern.CASE_INSENSITIVE);

    /** Caps what the peer chose. */
    public SmtpReply {
        lines = lines.stream()
                .limit(MAX_LINES)
                .map(line -> line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line)
                .toList();
        violations = violations.stream().sorted().distinct().toList();
        raw = raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) : raw;
        Objects.requireNonNull(after, "after");
    }

    /**
     * Whether it says yes.
     *
     * @return true for a 2xx code that all of its lines carry
     */
    public boolean positive() {
        return is(2);
    }

    /**
     * Whether it asks for more.
     *
     * @return true for a 3xx code that all of its lines carry
     */
    public boolean intermediate() {
        return is(3);
    }

    /**
     * Whether it says not now.
     *
     * @return true for a 4xx code that all of its lines carry
     */
    public boolean transientNegative() {
        return is(4);
    }

    /**
     * Whether it says no.
     *
     * @return true for a 5xx code that all of its lines carry
     */
    public boolean permanentNegative() {
        return is(5);
    }

    private boolean is(int first) {
        return code / 100 == first && usable();
    }

    /**
     * Whether its meaning is clear.
     *
     * @return false where it has no code, one that does not exist, or several
     */
    public boolean usable() {
        return violations.stream()
                .noneMatch(violation -> violation == ReplyViolation.MIXED_CODES
                        || violation == ReplyViolation.CODE_OUT_OF_RANGE
                        || violation == ReplyViolation.CUT_OFF
                        || (violation == ReplyViolation.NO_CODE && code == 0));
    }

    /**
     * Its enhanced status code (RFC 2034, section 4; RFC 3463).
     *
     * @return such as {@code "5.7.1"}; empty where the first line does not begin with one of the reply's class
     */
    public Optional<String> enhanced() {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = ENHANCED.matcher(lines.get(0));
        return matcher.lookingAt() && matcher.group(1).charAt(0) - '0' == code / 100
                ? Optional.of(matcher.group())
                : Optional.empty();
    }

    /**
     * Whether it says that we ask too much: 421, or a negative reply whose text is about rates.
     *
     * @return true if it does
     */
    public boolean complaint() {
        return code == 421 || (code >= 400 && TOO_MUCH.matcher(text()).find());
    }

    /**
     * Its text.
     *
     * @return the lines, joined by spaces
     */
    public String text() {
        return String.join(" ", lines);
    }

    /**
     * Its first word, by which greetings and the answers to EHLO name the host (RFC 5321, sections 4.2 and 4.1.1.1).
     *
     * @return the first word of the first line; empty where there is none
     */
    public Optional<String> firstWord() {
        return lines.stream()
                .limit(1)
                .map(String::strip)
                .map(line -> line.indexOf(' ') < 0 ? line : line.substring(0, line.indexOf(' ')))
                .filter(word -> !word.isEmpty())
                .findFirst();
    }

    @Override
    public String toString() {
        String text = text();
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return (code == 0 ? "no code" : Integer.toString(code)) + (shown.isEmpty() ? "" : " " + shown);
    }
}
