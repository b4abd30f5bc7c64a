package io.mailsonde.witness.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes a message off the wire: ends at CRLF.CRLF and nowhere else, removes the dot in front of a line (RFC 5321, sections 2.3.8 and 4.5.2), keeps the
 * beginning and counts the rest.
 */
final class DataReader {
    private enum State {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        CR,
        END
    }

    private final int keep;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private State state = State.LINE_START; // after the CRLF of the DATA command
    private long size;

    /** Keeps the first {@code keep} bytes. */
    DataReader(int keep) {
        this.keep = keep;
    }

    /** Takes a byte; true at the end of data. */
    boolean hear(byte b) {
        switch (state) {
            case LINE_START -> {
                if (b == '.') {
                    state = State.DOT;
                } else {
                    text(b);
                }
            }
            case DOT -> {
                if (b == '\r') {
                    state = State.DOT_CR;
                } else {
                    text(b);
                }
            }
            case DOT_CR -> {
                if (b == '\n') {
                    state = State.END;
                } else {
                    add((byte) '\r');
                    text(b);
                }
            }
            case TEXT -> text(b);
            case CR -> {
                if (b == '\n') {
                    add(b);
                    state = State.LINE_START;
                } else {
                    text(b);
                }
            }
            case END -> throw new IllegalStateException("the data have ended");
        }
        return state == State.END;
    }

    private void text(byte b) {
        add(b);
        state = b == '\r' ? State.CR : State.TEXT;
    }

    private void add(byte b) {
        size++;
        if (kept.size() < keep) {
            kept.write(b);
        }
    }

    /** How many bytes the message has so far, dots removed. */
    long size() {
        return size;
    }

    /** The beginning, each byte one character. */
    String raw() {
        return kept.toString(StandardCharsets.ISO_8859_1);
    }
}
