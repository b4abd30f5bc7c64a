package io.mailsonde.testkit.smtp;

import java.util.List;

/**
 * A reply (RFC 5321, section 4.2).
 *
 * @param lines its lines as they are sent, code included and without their line ends; none for no reply
 * @param closes whether the server closes the connection after it, which it does after 421 in any case
 */
public record Reply(List<String> lines, boolean closes) {
    private static final int CODE_LENGTH = 3;

    /**
     * A reply.
     *
     * @param lines its lines as they are sent, code included and without their line ends; none for no reply
     * @param closes whether the server closes the connection after it
     */
    public Reply {
        lines = List.copyOf(lines);
    }

    /**
     * A reply after which the session goes on unless its code is 421.
     *
     * @param lines its lines as they are sent, such as {@code "250-mx.example.org"} and {@code "250 HELP"}
     * @return the reply
     */
    public static Reply of(String... lines) {
        return new Reply(List.of(lines), false);
    }

    /**
     * The same reply, after which the server closes the connection.
     *
     * @return the reply
     */
    public Reply thenClose() {
        return new Reply(lines, true);
    }

    /**
     * The code that counts, which is that of the last line.
     *
     * @return 200 to 599, or 0 if the last line begins with no such code
     */
    public int code() {
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (last.length() < CODE_LENGTH) {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < CODE_LENGTH; i++) {
            char digit = last.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            code = code * 10 + digit - '0';
        }
        return code >= 200 && code <= 599 ? code : 0;
    }

    /**
     * Whether the command succeeds.
     *
     * @return whether the code is 2xx or 3xx
     */
    public boolean positive() {
        return code() >= 200 && code() < 400;
    }

    /** The octets on the wire, as a text. */
    String octets() {
        return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    }

    @Override
    public String toString() {
        return String.join(" / ", lines) + (closes ? " (closes)" : "");
    }
}
