package io.mailsonde.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes replies of bytes, however they are split. It never throws, keeps every byte that it takes until a reply has it, and takes no more than its
 * bound. Not safe for use by several threads.
 */
public final class ReplyDecoder {
    /** The most bytes of one reply. */
    public static final int MAX_REPLY = 64 * 1024;

    private static final int MAX_LINE = 512;
    private static final int CODE = 3;

    private byte[] bytes = new byte[256];
    private int size;
    /** Where the first line begins that has not been looked at. */
    private int lineStart;
    /** Where the search for the end of that line goes on. */
    private int searched;

    private List<String> lines = new ArrayList<>();
    private Set<ReplyViolation> violations = EnumSet.noneOf(ReplyViolation.class);
    private int code;

    /** A decoder that has seen nothing yet. */
    public ReplyDecoder() {}

    /**
     * Takes bytes.
     *
     * @param source where they stand
     * @param from the first one
     * @return how many were taken: all, unless {@value #MAX_REPLY} are held; call {@link #next} then, and if nothing comes of it the reply is too long
     */
    public int feed(byte[] source, int from) {
        int taken = Math.min(source.length - from, MAX_REPLY - size);
        if (size + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MAX_REPLY, Math.max(size + taken, bytes.length * 2)));
        }
        System.arraycopy(source, from, bytes, size, taken);
        size += taken;
        return taken;
    }

    /**
     * Takes the next reply out.
     *
     * @param after when its last byte came
     * @return the reply, or empty if it is not complete
     */
    public Optional<SmtpReply> next(Duration after) {
        while (searched < size) {
            if (bytes[searched++] != '\n') {
                continue;
            }
            boolean last = line(searched);
            lineStart = searched;
            if (last) {
                return Optional.of(take(after));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes what there is of a reply whose rest will not come.
     *
     * @param after when its last byte came
     * @return the reply with {@link ReplyViolation#CUT_OFF}, or empty if nothing is held
     */
    public Optional<SmtpReply> cutOff(Duration after) {
        if (size == 0) {
            return Optional.empty();
        }
        violations.add(ReplyViolation.CUT_OFF);
        if (lineStart < size) {
            if (size - lineStart > MAX_LINE) {
                violations.add(ReplyViolation.LONG_LINE);
            }
            // a CR there is the first half of an end
            content(lineStart, bytes[size - 1] == '\r' ? size - 1 : size);
        }
        searched = size;
        return Optional.of(take(after));
    }

    /**
     * What is held that no reply has yet.
     *
     * @return the number of bytes
     */
    public int held() {
        return size;
    }

    /** What is held, each byte one character of ISO 8859-1. */
    String heldText() {
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }

    private SmtpReply take(Duration after) {
        String raw = new String(bytes, 0, searched, StandardCharsets.ISO_8859_1);
        SmtpReply reply = new SmtpReply(code, lines, List.copyOf(violations), raw, searched, after);
        System.arraycopy(bytes, searched, bytes, 0, size - searched);
        size -= searched;
        searched = 0;
        lineStart = 0;
        code = 0;
        lines = new ArrayList<>();
        violations = EnumSet.noneOf(ReplyViolation.class);
        return reply;
    }

    /** Reads the line up to an end; whether it is the last of its reply. */
    private boolean line(int end) {
        int contentEnd = end - 1;
        if (contentEnd > lineStart && bytes[contentEnd - 1] == '\r') {
            contentEnd--;
        } else {
            violations.add(ReplyViolation.BARE_LF);
        }
        if (end - lineStart > MAX_LINE) {
            violations.add(ReplyViolation.LONG_LINE);
        }
        return content(lineStart, contentEnd);
    }

    private boolean content(int from, int to) {
        boolean first = lines.isEmpty();
        int read = code(from, to);
        if (read < 0) {
            violations.add(ReplyViolation.NO_CODE);
            text(from, to);
            // in the middle of a reply it is taken for one more line of it
            return first;
        }
        if (!first && read != code) {
            violations.add(ReplyViolation.MIXED_CODES);
        }
        code = read;
        if (read < 200 || read > 559 || read / 10 % 10 > 5) {
            violations.add(ReplyViolation.CODE_OUT_OF_RANGE);
        }
        if (to - from == CODE) {
            text(to, to);
            return true;
        }
        byte separator = bytes[from + CODE];
        if (separator != ' ' && separator != '-') {
            violations.add(ReplyViolation.BAD_SEPARATOR);
            text(from + CODE, to);
            return true;
        }
        text(from + CODE + 1, to);
        return separator == ' ';
    }

    private int code(int from, int to) {
        if (to - from < CODE) {
            return -1;
        }
        int read = 0;
        for (int i = from; i < from + CODE; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            read = read * 10 + bytes[i] - '0';
        }
        return read;
    }

    private void text(int from, int to) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            int each = bytes[i] & 0xff;
            text.write(each);
            if (each == 0) {
                violations.add(ReplyViolation.NUL);
            } else if (each == '\r') {
                violations.add(ReplyViolation.BARE_CR);
            } else if (each > 126) {
                violations.add(ReplyViolation.NOT_ASCII);
            } else if (each < ' ' && each != '\t') {
                violations.add(ReplyViolation.CONTROL);
            }
        }
        lines.add(text.toString(StandardCharsets.ISO_8859_1));
    }
}
