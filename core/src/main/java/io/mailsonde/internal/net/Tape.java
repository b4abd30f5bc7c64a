package io.mailsonde.internal.net;

import io.mailsonde.evidence.Transcript.Line;
import io.mailsonde.evidence.Transcript.Who;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The lines of a transcript, of which the head and the tail are kept: at most 64 KiB, however much is said and in however small pieces. */
final class Tape {
    /** How much is kept from the beginning. */
    static final int HEAD = 48 * 1024;
    /** How much is kept from the end. */
    static final int TAIL = 16 * 1024;
    /** What a line costs besides its bytes, so that single bytes cannot fill the memory either. */
    static final int PER_LINE = 32;

    private final List<Line> head = new ArrayList<>();
    private final Deque<Line> tail = new ArrayDeque<>();
    private int headRoom = HEAD;
    private int tailSize;
    private long left;

    /**
     * Adds a line.
     *
     * @param who who spoke
     * @param after when
     * @param text what; nothing is added for an empty text
     */
    void add(Who who, Duration after, String text) {
        if (text.isEmpty()) {
            return;
        }
        int fits = Math.max(0, Math.min(text.length(), headRoom - PER_LINE));
        if (fits > 0) {
            head.add(new Line(who, after, text.substring(0, fits)));
        }
        if (fits == text.length()) {
            headRoom -= fits + PER_LINE;
            return;
        }
        headRoom = 0;
        tail.addLast(new Line(who, after, text.substring(fits)));
        tailSize += cost(tail.getLast());
        while (tailSize > TAIL) {
            shorten(tailSize - TAIL);
        }
    }

    private void shorten(int over) {
        Line first = tail.removeFirst();
        int length = first.text().length();
        if (over < length) {
            tail.addFirst(new Line(first.who(), first.after(), first.text().substring(over)));
            tailSize -= over;
            left += over;
        } else {
            tailSize -= cost(first);
            left += length;
        }
    }

    private static int cost(Line line) {
        return line.text().length() + PER_LINE;
    }

    /**
     * What is left out between head and tail.
     *
     * @return the number of bytes
     */
    long left() {
        return left;
    }

    /**
     * What was kept.
     *
     * @return the lines in order; a note stands where some are left out
     */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>(head);
        if (left > 0) {
            Duration from = head.get(head.size() - 1).after();
            lines.add(new Line(
                    Who.NOTE, tail.isEmpty() ? from : tail.getFirst().after(), left + " bytes are left out here"));
        }
        lines.addAll(tail);
        return lines;
    }
}
