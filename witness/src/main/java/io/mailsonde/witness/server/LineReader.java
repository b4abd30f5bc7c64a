package io.mailsonde.witness.server;

import java.io.ByteArrayOutputStream;

/**
 * Cuts command lines out of a stream. Only CRLF ends a line (RFC 5321, section 2.3.8): whoever takes a bare LF for one can be made to see commands
 * that were not sent.
 */
final class LineReader {
    private final int max;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCr;
    private boolean tooLong;

    /** Lines may have {@code max} bytes without their end. */
    LineReader(int max) {
        this.max = max;
    }

    /** Takes a byte; true when a line is complete, until {@link #clear}. */
    boolean hear(byte b) {
        if (afterCr && b == '\n') {
            afterCr = false;
            return true;
        }
        if (afterCr) {
            keep((byte) '\r');
        }
        afterCr = b == '\r';
        if (!afterCr) {
            keep(b);
        }
        return false;
    }

    private void keep(byte b) {
        if (line.size() < max) {
            line.write(b);
        } else {
            tooLong = true;
        }
    }

    boolean tooLong() {
        return tooLong;
    }

    byte[] line() {
        return line.toByteArray();
    }

    void clear() {
        line.reset();
        tooLong = false;
        afterCr = false;
    }
}
