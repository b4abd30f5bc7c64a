package io.mailsonde.witness.server;

import io.mailsonde.witness.WitnessedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The trace that hosts leave in a message (RFC 5321, section 4.4). */
final class ReceivedFields {
    private static final String CRLF = "\r\n";

    private ReceivedFields() {}

    /** The values, unfolded (RFC 5322, section 2.2.3), from the top; as many as are kept of a message. */
    static List<String> of(String raw) {
        List<String> received = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int at = 0;
        while (at < raw.length() && received.size() < WitnessedMessage.MAX_RECEIVED) {
            int end = raw.indexOf(CRLF, at);
            String line = raw.substring(at, end < 0 ? raw.length() : end);
            at = end < 0 ? raw.length() : end + CRLF.length();
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (!folded) {
                add(field, received);
                if (line.isEmpty()) {
                    return received; // the body
                }
            }
            field.append(line);
        }
        add(field, received);
        return received;
    }

    private static void add(StringBuilder field, List<String> received) {
        int colon = field.indexOf(":");
        if (colon > 0
                && received.size() < WitnessedMessage.MAX_RECEIVED
                && field.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("received")) {
            received.add(field.substring(colon + 1).strip());
        }
        field.setLength(0);
    }
}
